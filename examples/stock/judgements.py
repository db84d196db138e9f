"""Judged queries: what a shopper might ask, and which products ought to answer.

Relevance follows from the facts a product was drawn and described from, never from what
a search engine returned. 2 is what was asked for; 1 is a fair second choice. It is the
work of one author on an invented shop, so it tells variants of a search engine apart; it
does not say how good one is on a real catalogue.
"""

from __future__ import annotations

from collections.abc import Iterator

from .model import Product
from .snapshots import SNAPSHOTS

# Text, what satisfies it, what nearly does. Words in a row must all hold, "|" offers another
# way, "-" forbids.
_WORDS: tuple[tuple[str, str, str], ...] = (
    (
        "striped cotton t-shirt",
        "form:tshirt striped",
        "form:tshirt cotton | form:jumper striped | form:shirt striped",
    ),
    ("plain white tee", "form:tshirt white plain", "form:tshirt plain | form:tshirt white"),
    ("linen shirt for summer", "form:shirt linen", "form:shirt summer | form:tshirt linen"),
    ("floral summer dress", "form:dress floral", "form:dress summer | form:skirt floral"),
    ("polka dot dress", "form:dress spotted", "form:dress | form:tshirt spotted"),
    ("warm winter jumper", "form:jumper winter", "form:jumper | form:hoodie"),
    ("tartan scarf", "form:scarf checked", "form:scarf | form:skirt checked"),
    ("checked flannel shirt", "form:shirt flannel", "form:shirt checked"),
    ("waterproof coat for the rain", "form:jacket rain", "form:jacket coats"),
    ("blue jeans", "form:trousers jeans denim blue", "form:trousers jeans"),
    ("woolly hat", "form:beanie", "form:gloves | form:scarf"),
    ("something to keep my hands warm", "form:gloves", "form:mug"),
    (
        "white leather trainers",
        "form:sneaker leather white",
        "form:sneaker white | form:sneaker leather",
    ),
    ("running shoes", "form:sneaker running", "form:sneaker"),
    ("hiking boots", "form:boot walking", "form:boot"),
    ("wellies", "form:boot rain", ""),
    ("canvas high tops", "form:sneaker high canvas", "form:sneaker canvas | form:sneaker high"),
    (
        "shoes for the office",
        "form:loafer office | form:sneaker office",
        "form:boot plain | form:loafer",
    ),
    ("woven straw bag", "form:basket", "form:tote summer"),
    ("backpack for a laptop", "form:backpack laptop", "form:backpack | form:tote laptop"),
    ("brown leather satchel", "form:satchel cognac | form:satchel tan", "form:satchel leather"),
    ("overnight bag for the weekend", "form:weekender", "form:backpack | form:pouch travel"),
    ("mug for tea", "form:mug tea", "form:mug | form:tumbler"),
    ("cat lover gift", "form:mug cat", "form:mug gift"),
    ("teapot", "form:teapot tea", "form:teapot | form:kettle tea"),
    ("wooden chopping board", "form:board", "form:utensils"),
    ("cast iron pot", "form:casserole cast", "form:casserole | form:frying_pan cast"),
    ("sharp kitchen knife", "form:knife", "form:board"),
    ("something to put flowers in", "form:vase", "form:carafe | form:jar"),
    ("kettle for pour over coffee", "form:kettle coffee", "form:kettle | form:teapot coffee"),
    (
        "desk lamp for reading",
        "form:desk_lamp reading",
        "form:floor_lamp reading | form:table_lamp",
    ),
    ("industrial pendant light", "form:pendant industrial", "form:pendant enamelled"),
    ("rattan lampshade", "form:pendant rattan", "form:lantern rattan | form:pendant"),
    ("bedside lamp", "form:table_lamp", "form:desk_lamp"),
    ("green armchair", "form:armchair sage | form:armchair green", "form:armchair"),
    ("velvet sofa", "form:sofa velvet", "form:sofa | form:armchair velvet"),
    ("oak dining table", "form:table dining oak", "form:table dining | form:table oak"),
    ("bookshelf", "form:shelves", "form:cabinet"),
    ("desk for working from home", "form:table desk", "form:table"),
    ("gift for a toddler", "toddler", "child gift -toddler | baby gift -toddler"),
    ("teddy bear", "form:bear teddy", "form:bear | form:rabbit"),
    ("wooden train set", "form:train", "form:car wooden"),
)


def queries() -> Iterator[dict[str, str]]:
    """The rows of queries.csv."""
    for n, (text, _, _) in enumerate(_WORDS, 1):
        yield {"query_id": f"w{n:02d}", "text": text, "image": "", "kind": "words"}
    for n, snapshot in enumerate(SNAPSHOTS, 1):
        image = f"../queries/{snapshot.name}.webp"
        yield {"query_id": f"p{n:02d}", "text": "", "image": image, "kind": "picture"}


def judged(goods: list[Product]) -> Iterator[dict[str, str]]:
    """The rows of qrels.csv: every relevant pair, best first within a query."""
    asked = [(f"w{n:02d}", best, fair) for n, (_, best, fair) in enumerate(_WORDS, 1)]
    asked += [(f"p{n:02d}", s.best, s.fair) for n, s in enumerate(SNAPSHOTS, 1)]
    for name, best, fair in asked:
        full = [p for p in goods if _meets(p, best)]
        part = [p for p in goods if p not in full and _meets(p, fair)]
        for relevance, answers in ((2, full), (1, part)):
            for product in answers:
                yield {"query_id": name, "product_id": product.sku, "relevance": str(relevance)}


def _meets(product: Product, wish: str) -> bool:
    return any(
        all(
            (w[1:] not in product.facts) if w[0] == "-" else (w in product.facts)
            for w in way.split()
        )
        for way in wish.split("|")
        if way.strip()
    )

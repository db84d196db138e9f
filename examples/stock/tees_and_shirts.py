"""T-shirts and shirts."""

from __future__ import annotations

from .model import Line

TEES_AND_SHIRTS = (
    Line(
        "Harbour Breton T-shirt, {colour}",
        "tshirt",
        "Clothing > T-shirts",
        "Quillby",
        39.0,
        "cotton",
        (
            "A long-sleeved Breton in dense organic cotton that holds its shape wash after wash."
            " Wear it on its own, or under a chunky cardigan when the wind gets up.",
            "Heavy cotton jersey, even stripes and a neat ribbed collar: the top you reach for "
            "without thinking. Cut straight, so it works tucked in or loose.",
            "Our take on the sailor's jersey, knitted tightly enough to last for years. The "
            "sleeves are long enough to push up and stay there.",
        ),
        ("ecru/navy", "white/red"),
        {"pattern": "breton", "sleeve": "long", "neck": "boat"},
        "back",
        tags="striped casual",
    ),
    Line(
        "Pierhead striped tee",
        "tshirt",
        "Clothing > T-shirts",
        "Quillby",
        27.5,
        "cotton",
        (
            "Short-sleeved and striped, in a light cotton jersey that is soft from the first "
            "day. Goes with jeans, shorts and most moods.",
            "Broad, cheerful stripes on mid-weight cotton, with a collar that will not go wavy. "
            "A good holiday T-shirt.",
        ),
        ("white/blue", "sky blue/white"),
        {"pattern": "stripes", "size": 0.8},
        tags="striped casual summer",
    ),
    Line(
        "Everyday crew-neck T-shirt in {colour}",
        "tshirt",
        "Clothing > T-shirts",
        "Quillby",
        19.9,
        "cotton",
        (
            "The plain tee, done properly: 190 gram cotton, taped shoulders and a collar that "
            "lies flat. Sold singly because you will want to choose.",
            "Soft combed cotton with a little weight to it. It layers under a shirt and looks "
            "right by itself.",
            "A classic crew neck that neither clings nor balloons. Washes at forty and dries in "
            "an afternoon.",
        ),
        ("white", "charcoal", "sage", "terracotta"),
        {"pocket": True},
        "close",
        tags="plain casual basic",
    ),
    Line(
        "Low-tide V-neck tee, {colour}",
        "tshirt",
        "Clothing > T-shirts",
        "Quillby",
        24.0,
        "cotton, linen",
        (
            "A cotton and linen blend that stays cool against the skin, with a shallow V that "
            "frames the collarbone. Lovely in high summer.",
        ),
        ("rust", "oat"),
        {"neck": "v", "fabric": "linen"},
        tags="plain summer",
    ),
    Line(
        "Ridgeline graphic T-shirt",
        "tshirt",
        "Clothing > T-shirts",
        "Brackenfold",
        29.0,
        "cotton",
        (
            "Screen-printed with a small mountain and a low moon, using water-based ink you "
            "cannot feel. Boxy fit, sturdy seams.",
            "For people who would rather be above the tree line. The print is small and the "
            "cotton is thick.",
        ),
        ("navy/ecru",),
        {"print": "mountain"},
        tags="printed mountain outdoors",
    ),
    Line(
        "Sundown print tee in {colour}",
        "tshirt",
        "Clothing > T-shirts",
        "Brackenfold",
        29.0,
        "cotton",
        (
            "A setting sun, sliced by the horizon, printed by hand in our own workshop. Relaxed "
            "through the body, with slightly longer sleeves.",
        ),
        ("cream/orange",),
        {"print": "sun"},
        tags="printed",
    ),
    Line(
        "Two Wheels T-shirt",
        "tshirt",
        "Clothing > T-shirts",
        "Brackenfold",
        29.0,
        "cotton",
        (
            "One bicycle, no slogan. Soft organic cotton for the ride to work and the long way "
            "home.",
        ),
        ("sky blue/navy",),
        {"print": "bicycle"},
        tags="printed bicycle",
    ),
    Line(
        "Dotty sleeveless top",
        "tshirt",
        "Clothing > T-shirts",
        "Ostrelle",
        26.0,
        "cotton",
        (
            "A breezy vest top scattered with dots, cut wide enough at the shoulder to hide a "
            "strap. Tuck it into a skirt for lunch outdoors.",
        ),
        ("white/coral", "navy/white"),
        {"pattern": "dots", "sleeve": "none", "neck": "scoop"},
        tags="spotted summer",
    ),
    Line(
        "Saltwash linen shirt, {colour}",
        "shirt",
        "Clothing > Shirts",
        "Quillby",
        64.0,
        "linen",
        (
            "Woven from European flax and washed until it slouches. Roll the sleeves, skip the "
            "iron.",
            "A long-sleeved linen shirt that breathes on hot days and layers on cool ones. It is"
            " meant to crease; that is its charm.",
            "Airy, slubby linen with shell-effect buttons and a single patch pocket. Better "
            "every summer you own it.",
        ),
        ("white", "sky blue"),
        {"fabric": "linen", "sleeve": "long"},
        "back",
        tags="plain summer office",
    ),
    Line(
        "Meadow print blouse in {colour}",
        "shirt",
        "Clothing > Shirts",
        "Ostrelle",
        58.0,
        "linen",
        (
            "A short-sleeved linen blouse strewn with hand-drawn flowers. Light, floaty and "
            "happiest in the garden.",
            "Wild-flower print on washed linen, with a soft collar and tiny buttons. Team it "
            "with wide trousers and a straw bag.",
        ),
        ("cream/rose/coral", "blush/burgundy/white", "sky blue/white/lemon"),
        {"pattern": "floral", "fabric": "linen", "pocket": False},
        "close",
        tags="flowers floral summer warm",
    ),
    Line(
        "Timberline checked shirt",
        "shirt",
        "Clothing > Shirts",
        "Brackenfold",
        59.0,
        "brushed cotton",
        (
            "Brushed-cotton flannel in a proper lumber-yard check, with two buttoned chest "
            "pockets. Warm enough to wear as a jacket in October.",
            "A thick, soft flannel shirt for woodpiles, campfires and Sunday papers. It shrinks "
            "hardly at all.",
        ),
        ("red/black/cream", "forest green/navy/mustard"),
        {"pattern": "tartan", "sleeve": "long", "pocket": "two"},
        tags="checked flannel winter",
    ),
    Line(
        "Clerk pinstripe shirt, {colour}",
        "shirt",
        "Clothing > Shirts",
        "Quillby",
        54.0,
        "cotton",
        (
            "Crisp poplin with a fine stripe, equally at home under a jacket or over a swimsuit."
            " Mother-of-pearl style buttons, cleanly finished inside.",
        ),
        ("white/blue", "sky blue/navy", "white/burgundy"),
        {"pattern": "pinstripe", "sleeve": "long"},
        tags="striped office smart",
    ),
    Line(
        "Picnic gingham shirt",
        "shirt",
        "Clothing > Shirts",
        "Quillby",
        49.0,
        "cotton",
        (
            "Small checks, short sleeves and a boxy cut for warm afternoons. The cotton is yarn-"
            "dyed, so the colour goes all the way through.",
        ),
        ("white/green",),
        {"pattern": "gingham", "size": 0.7},
        tags="checked summer",
    ),
    Line(
        "Palm House camp shirt",
        "shirt",
        "Clothing > Shirts",
        "Ostrelle",
        52.0,
        "viscose",
        (
            "A drapey short-sleeved shirt covered in leaves, like walking through a hothouse. "
            "Wear it open over a white tee.",
        ),
        ("ecru/forest green/sage", "navy/teal/sage"),
        {"pattern": "leaves", "pocket": True},
        tags="leaf tropical summer",
    ),
)

"""Clothes and the small warm things that go with them."""

from __future__ import annotations

from .model import Line

CLOTHING = (
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
    Line(
        "Skerry cable jumper in {colour}",
        "jumper",
        "Clothing > Knitwear",
        "Fenmarl",
        98.0,
        "lambswool",
        (
            "A fisherman's roll neck with deep cables, knitted from undyed and softly dyed "
            "lambswool. The sort of jumper people borrow and do not give back.",
            "Thick cables, a generous roll neck and ribs that hug. Made for sea walls and long "
            "walks.",
        ),
        ("oat", "navy", "forest green"),
        {"fabric": "cable", "neck": "roll"},
        "close",
        tags="winter warm",
    ),
    Line(
        "Northlight Fair Isle jumper",
        "jumper",
        "Clothing > Knitwear",
        "Fenmarl",
        112.0,
        "wool",
        (
            "Little diamonds and ticks march round this crew neck in heathered wool. Traditional"
            " without being a costume.",
            "Patterned all over in the Fair Isle manner, and warm enough for a snowball fight. "
            "Hand wash, dry flat, love for ever.",
        ),
        ("forest green/ecru/rust", "navy/ecru/sky blue"),
        {"pattern": "fair isle"},
        "back",
        tags="patterned winter warm",
    ),
    Line(
        "Hearth cardigan, {colour}",
        "jumper",
        "Clothing > Knitwear",
        "Fenmarl",
        86.0,
        "merino wool",
        (
            "A deep V-neck cardigan in springy merino, fastened with four chestnut buttons. It "
            "lives on the back of the chair and is always in use.",
        ),
        ("mustard", "oat"),
        {"cardigan": True},
        tags="buttons winter warm",
    ),
    Line(
        "Slipway crew-neck jumper",
        "jumper",
        "Clothing > Knitwear",
        "Fenmarl",
        74.0,
        "cotton",
        (
            "A summer-weight knit in smooth cotton, striped like a deckchair. For evenings when "
            "the sun has gone but nobody wants to go in.",
        ),
        ("cream/navy", "sky blue/white"),
        {"pattern": "stripes", "gauge": 1.4},
        tags="striped",
    ),
    Line(
        "Basin Street hoodie in {colour}",
        "hoodie",
        "Clothing > Sweatshirts",
        "Brackenfold",
        62.0,
        "cotton",
        (
            "Loopback cotton with a double-lined hood and a pocket deep enough for both hands. "
            "No logo, no fuss.",
            "A heavyweight pullover hoodie, brushed inside and roomy without being sloppy. The "
            "drawcord will not vanish in the wash.",
        ),
        ("charcoal", "navy", "sage"),
        {},
        "back",
        tags="casual",
    ),
    Line(
        "Runner's zip hoodie",
        "hoodie",
        "Clothing > Sweatshirts",
        "Brackenfold",
        68.0,
        "cotton",
        (
            "Zip it to the chin on the way out, tie it round your waist on the way back. Soft "
            "fleece-backed cotton with a sturdy metal zip.",
        ),
        ("grey", "black"),
        {"zip": True},
        tags="sport casual",
    ),
    Line(
        "Wildgarden linen sundress",
        "dress",
        "Clothing > Dresses",
        "Ostrelle",
        89.0,
        "linen",
        (
            "A swingy linen dress sprigged with flowers, with adjustable straps and, yes, "
            "pockets. Pack it for anywhere warm.",
            "Fitted above, floaty below and covered in garden flowers. The linen is pre-washed, "
            "so it is soft straight away.",
            "The dress for long lunches under trees: light linen, painted petals and a waist "
            "that ties. Looks lovely with sandals and a basket.",
        ),
        ("cream/rose/coral", "terracotta/cream/mustard", "sage/white/peach"),
        {"pattern": "floral", "fabric": "linen"},
        "back",
        tags="flowers floral summer warm sundress",
    ),
    Line(
        "Polka tea dress, {colour}",
        "dress",
        "Clothing > Dresses",
        "Ostrelle",
        94.0,
        "viscose",
        (
            "Short puffed sleeves, a buttoned front and a skirt with plenty of swish. Dots never"
            " did anyone any harm.",
        ),
        ("navy/white", "red/cream"),
        {"pattern": "dots", "sleeves": True, "buttons": True},
        tags="spotted party",
    ),
    Line(
        "Tiered linen dress in {colour}",
        "dress",
        "Clothing > Dresses",
        "Ostrelle",
        96.0,
        "linen",
        (
            "Three gathered tiers of washed linen fall from soft shoulder ties. Easy, cool and "
            "very good at parties on the grass.",
        ),
        ("terracotta",),
        {"fabric": "linen", "tier": True, "flare": 28},
        "back",
        tags="summer plain warm sundress",
    ),
    Line(
        "Gingham picnic dress",
        "dress",
        "Clothing > Dresses",
        "Ostrelle",
        78.0,
        "cotton",
        (
            "Checked cotton with a square of shirring at the back, so it moves when you do. Made"
            " for rugs, jam and wasps.",
        ),
        ("white/red", "white/blue"),
        {"pattern": "gingham", "tie": True},
        tags="checked summer sundress",
    ),
    Line(
        "Winter berry velvet dress",
        "dress",
        "Clothing > Dresses",
        "Ostrelle",
        119.0,
        "velvet",
        (
            "Deep-pile velvet that catches candlelight, with a gathered skirt and short sleeves."
            " The dress you keep for December.",
        ),
        ("burgundy",),
        {"fabric": "velvet", "sleeves": True},
        tags="party plain winter",
    ),
    Line(
        "Glen pleated kilt skirt",
        "skirt",
        "Clothing > Skirts",
        "Fenmarl",
        82.0,
        "wool",
        (
            "Knife pleats in a soft checked wool, sitting neatly at the waist. Add boots and a "
            "thick jumper.",
            "A swishing pleated skirt woven in a small mill, lined so it never clings. Good for "
            "ceilidhs and offices alike.",
        ),
        ("forest green/navy/mustard", "burgundy/navy/cream"),
        {"pattern": "tartan"},
        tags="checked winter",
    ),
    Line(
        "Cord button-through skirt, {colour}",
        "skirt",
        "Clothing > Skirts",
        "Brackenfold",
        56.0,
        "corduroy",
        (
            "Fine-wale corduroy with buttons all the way down and deep side pockets. A friendly "
            "sort of A-line.",
        ),
        ("rust", "mustard"),
        {"fabric": "cord", "pleats": 5, "flare": 24, "buttons": True, "length": 72},
        tags="plain winter",
    ),
    Line(
        "Petal midi skirt",
        "skirt",
        "Clothing > Skirts",
        "Ostrelle",
        64.0,
        "viscose",
        (
            "A fluid midi skirt scattered with blossoms, elasticated at the back for second "
            "helpings. It dances when you walk.",
        ),
        ("blush/rose/white", "navy/coral/cream"),
        {"pattern": "floral", "pleats": 7},
        tags="flowers floral summer",
    ),
    Line(
        "Workshop straight jeans",
        "trousers",
        "Clothing > Trousers",
        "Brackenfold",
        89.0,
        "denim",
        (
            "Honest thirteen-ounce denim, a straight leg and copper-coloured hardware. Stiff for"
            " a week, yours for years.",
            "Classic five-pocket jeans with contrast stitching and a mid rise. They fade where "
            "you bend and nowhere else.",
        ),
        ("denim blue",),
        {"fabric": "denim", "stitch": "mustard"},
        "back",
        tags="jeans plain casual",
    ),
    Line(
        "Wide linen trousers in {colour}",
        "trousers",
        "Clothing > Trousers",
        "Ostrelle",
        76.0,
        "linen",
        (
            "Loose-legged linen that moves with the breeze, pleated at the front and pressed "
            "with a single crease. Cool in both senses.",
        ),
        ("oat", "white", "terracotta"),
        {"fabric": "linen", "leg": 16, "press": True},
        tags="plain summer warm",
    ),
    Line(
        "Quay chinos",
        "trousers",
        "Clothing > Trousers",
        "Quillby",
        62.0,
        "cotton",
        (
            "Garment-dyed cotton twill with a little stretch and a tidy tapered leg. Smart "
            "enough for Tuesday, easy enough for Saturday.",
        ),
        ("sand", "olive"),
        {"cuff": True},
        tags="plain office",
    ),
    Line(
        "Beachcomber drawstring shorts, {colour}",
        "trousers",
        "Clothing > Shorts",
        "Quillby",
        38.0,
        "linen",
        (
            "Elasticated linen shorts with a cotton drawstring and pockets that hold shells. "
            "They dry while you eat your sandwiches.",
        ),
        ("olive", "sky blue"),
        {"fabric": "linen", "length": 54, "drawstring": True},
        tags="summer shorts plain",
    ),
    Line(
        "Sunday overcoat in {colour}",
        "jacket",
        "Clothing > Coats",
        "Fenmarl",
        245.0,
        "wool",
        (
            "Double-breasted, softly tailored and long enough to keep your knees warm. A real "
            "wool coat at a sensible price.",
            "A timeless overcoat in dense wool, with broad lapels and horn-look buttons. Throw "
            "it over anything.",
        ),
        ("camel", "charcoal"),
        {"cut": "coat", "double": True},
        "back",
        tags="winter smart plain",
    ),
    Line(
        "Downpour raincoat, {colour}",
        "jacket",
        "Clothing > Coats",
        "Brackenfold",
        129.0,
        "waxed cotton",
        (
            "Fully taped seams, a peaked hood and pockets with storm flaps. Rain runs off it; "
            "you can stand in it and wait for the bus, smiling.",
            "A waterproof coat in the proper fisherman's shape, lined with soft cotton. Puddles "
            "optional.",
        ),
        ("mustard",),
        {"cut": "rain", "fabric": "waxed"},
        "back",
        tags="rain waterproof plain",
    ),
    Line(
        "Trucker jacket with cosy collar",
        "jacket",
        "Clothing > Jackets",
        "Brackenfold",
        118.0,
        "denim",
        (
            "Rigid denim, contrast stitching and a fleecy collar you will turn up. Two chest "
            "pockets, one very good jacket.",
        ),
        ("denim blue",),
        {"cut": "denim", "fabric": "denim", "collar": "cream"},
        "back",
        tags="plain casual",
    ),
    Line(
        "Midnight leather bomber",
        "jacket",
        "Clothing > Jackets",
        "Pellavane",
        289.0,
        "leather",
        (
            "Supple full-grain leather with ribbed cuffs and a heavy zip. It creaks a little at "
            "first, then fits like nothing else.",
        ),
        ("black", "chestnut"),
        {"cut": "bomber", "fabric": "leather"},
        tags="plain dark",
    ),
    Line(
        "Lightweight quilted jacket, {colour}",
        "jacket",
        "Clothing > Jackets",
        "Fenmarl",
        109.0,
        "recycled nylon",
        (
            "Channels of recycled down-alternative keep the warmth in without the bulk. It "
            "stuffs into its own pocket.",
        ),
        ("sage", "navy"),
        {"cut": "quilted"},
        tags="warm travel plain winter",
    ),
    Line(
        "Bobble beanie in {colour}",
        "beanie",
        "Clothing > Hats",
        "Fenmarl",
        28.0,
        "wool",
        (
            "Chunky ribbed wool with a turned-up cuff and a very large bobble. Ears will thank "
            "you.",
            "A hat with a pompom is a small act of optimism. Knitted in soft wool, one size.",
        ),
        ("petrol", "burgundy"),
        {"bobble": "cream"},
        tags="winter hat gift",
    ),
    Line(
        "Watchman ribbed beanie",
        "beanie",
        "Clothing > Hats",
        "Fenmarl",
        24.0,
        "merino wool",
        ("The plain docker's hat in fine merino, with a leather tab at the cuff. Never itches.",),
        ("charcoal", "olive", "rust"),
        {},
        tags="winter hat plain",
    ),
    Line(
        "Fold-over tartan scarf",
        "scarf",
        "Clothing > Scarves",
        "Fenmarl",
        45.0,
        "lambswool",
        (
            "Long, fringed and softly brushed on both sides. Wrap it twice and head out.",
            "A lambswool scarf in a muted check, woven on old looms with new yarn. Makes an easy"
            " present.",
        ),
        ("burgundy/navy/cream",),
        {"pattern": "tartan"},
        "close",
        tags="checked winter gift",
    ),
    Line(
        "Herringbone wrap, {colour}",
        "scarf",
        "Clothing > Scarves",
        "Fenmarl",
        52.0,
        "wool",
        ("Fine herringbone wool, big enough to double as a blanket on trains.",),
        ("light grey/charcoal",),
        {"pattern": "herringbone"},
        tags="winter travel",
    ),
    Line(
        "Striped crew socks",
        "socks",
        "Clothing > Socks",
        "Quillby",
        12.0,
        "cotton",
        (
            "Combed cotton socks with a cushioned sole and contrast toes. Cheerful where nobody "
            "can see.",
        ),
        ("mustard/navy", "sky blue/white", "rose/cream"),
        {"pattern": "stripes", "size": 0.7},
        tags="striped gift",
    ),
    Line(
        "Dot-knit socks in {colour}",
        "socks",
        "Clothing > Socks",
        "Quillby",
        12.0,
        "cotton",
        (
            "Little dots, reinforced heels and a cuff that stays up without biting. Sold by the "
            "pair.",
        ),
        ("navy/coral",),
        {"pattern": "dots", "size": 0.7},
        tags="spotted gift",
    ),
    Line(
        "Snowfield mittens",
        "gloves",
        "Clothing > Gloves",
        "Fenmarl",
        32.0,
        "wool",
        (
            "Patterned wool mittens with long ribbed cuffs that tuck under a sleeve. Snow-tested"
            " by small cousins.",
        ),
        ("red/white/navy", "navy/ecru/sky blue"),
        {"pattern": "fair isle"},
        tags="winter patterned gift",
    ),
)

// A click on a hit goes into the chosen shopper's history at once, also where the product opens in
// another tab. The product's page records the same click for browsers without a script; the server
// keeps it once.

export function recordClicks() {
  const heard = (event) => {
    const user = document.documentElement.dataset.shopper;
    const card = event.target.closest(".card[data-rank]");
    const link = event.target.closest("a.open");
    if (!user || !card || !link || event.button > 1) return;
    const act = {
      user_id: user,
      product_id: card.dataset.product,
      event: "click",
      query_id: new URL(link.href).searchParams.get("query_id"),
      rank: Number(card.dataset.rank),
    };
    // A beacon outlives the page that sends it.
    navigator.sendBeacon("/api/v1/events", new Blob([JSON.stringify(act)], { type: "application/json" }));
  };
  document.addEventListener("click", heard);
  document.addEventListener("auxclick", heard);
}

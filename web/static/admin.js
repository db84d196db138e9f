// The admin's pages work without this file. With it, a job's progress is live.

const job = document.querySelector("#job[data-progress]");
if (job) follow(job);

function follow(box) {
  const part = (id) => box.querySelector(`#${id}`);
  const bar = part("bar");
  let stage = "";
  const source = new EventSource(box.dataset.progress);
  source.addEventListener("message", (event) => {
    const now = JSON.parse(event.data);
    if (now.state !== "running") {
      source.close();
      location.reload();
      return;
    }
    part("stage").textContent = now.stage;
    part("counted").textContent = now.total ? `${now.done.toLocaleString("en")} / ${now.total.toLocaleString("en")}` : "";
    part("seconds").textContent = now.seconds;
    if (now.total) {
      bar.max = now.total;
      bar.value = now.done;
    } else {
      bar.removeAttribute("value");
    }
    if (now.stage !== stage) part("told").textContent = stage = now.stage; // said once a stage, not a step
  });
}

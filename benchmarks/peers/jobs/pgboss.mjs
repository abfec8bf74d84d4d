// usage: pgboss.mjs URL
// pg-boss with its defaults: workers poll, and an enqueue notifies nobody.
import { PgBoss } from "pg-boss";
import { closedLoop, serve, timed } from "./trials.mjs";

const boss = new PgBoss({ connectionString: process.argv[2], supervise: false, schedule: false });
boss.on("error", (problem) => {
  throw problem;
});
await boss.start();
await boss.createQueue("noop");

await serve(
  "pg-boss",
  {
    enqueue: (count, callers) => timed(() => closedLoop(count, callers, () => boss.send("noop", { id: 1 }))),
    clear: () => timed(() => boss.deleteAllJobs("noop")),
  },
  () => boss.stop(),
);

// usage: graphile.mjs default|batched URL
// graphile-worker with its defaults, or tuned to its best: jobs fetched 500 at a time, and completed as many at a time as
// have ended.
import { Logger, makeWorkerUtils, run } from "graphile-worker";
import { closedLoop, latencies, serve, timed, until } from "./trials.mjs";

const [mode, connectionString] = process.argv.slice(2);
const logger = new Logger(() => () => {});
const batching = { default: {}, batched: { localQueue: { size: 500 }, completeJobBatchDelay: 0, failJobBatchDelay: 0 } };

const utils = await makeWorkerUtils({ connectionString, logger });
await utils.migrate();

function start(concurrentJobs, noop) {
  // The manual asks for two more connections than jobs.
  const worker = { connectionString, concurrentJobs, maxPoolSize: concurrentJobs + 2, logger, ...batching[mode] };
  return run({ preset: { worker }, taskList: { noop }, parsedCronItems: [], noHandleSignals: true });
}

async function enqueueInBatches(count, size) {
  const batch = Array.from({ length: size }, () => ({ identifier: "noop", payload: { id: 1 } }));
  for (let made = 0; made < count; made += size) await utils.addJobs(batch);
}

const isEmpty = () =>
  utils.withPgClient(async (client) => (await client.query("select from graphile_worker._private_jobs limit 1")).rowCount === 0);

async function drain(count, callers) {
  let ran = 0;
  let runner;
  const all = Promise.withResolvers();
  const time = await timed(async () => {
    runner = await start(callers, () => {
      if (++ran === count) all.resolve();
    });
    await all.promise;
    await until(isEmpty);
  });
  await runner.stop();
  return time;
}

async function latency(count, pause) {
  let onStart;
  const runner = await start(10, () => onStart(process.hrtime.bigint()));
  const result = await latencies(count, pause, (started) => {
    onStart = started;
    return utils.addJob("noop", { id: 1 });
  });
  await runner.stop();
  return result;
}

await serve(
  "graphile-worker",
  {
    load: (count) => timed(() => enqueueInBatches(count, Math.min(count, 1000))),
    drain,
    enqueue: (count, callers) => timed(() => closedLoop(count, callers, () => utils.addJob("noop", { id: 1 }))),
    batches: (count, size) => timed(() => enqueueInBatches(count, size)),
    latency,
    clear: () => timed(() => utils.withPgClient((client) => client.query("truncate graphile_worker._private_jobs"))),
  },
  () => utils.release(),
);

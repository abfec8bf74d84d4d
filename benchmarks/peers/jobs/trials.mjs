import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";

// Makes the trials that the driver asks for, as Roles/RoleProcess.cs does for .NET: a line "NAME COUNT SIZE" in, a line of
// JSON out.

// Serves until the driver closes standard input. Each trial is a function of the two numbers and gives an object.
export async function serve(packageName, trials, stop) {
  process.on("SIGINT", () => {}); // Ctrl-C is the driver's; closing our input ends us.
  const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.resolve(packageName))));
  console.log(`READY ${packageName} ${version}, Node ${process.versions.node}`);
  for await (const line of createInterface({ input: process.stdin })) {
    const [name, ...numbers] = line.split(" ");
    console.log(JSON.stringify(await trials[name](...numbers.map(Number))));
  }
  await stop();
}

// How long an asynchronous function takes.
export async function timed(work) {
  const begun = process.hrtime.bigint();
  await work();
  return { seconds: Number(process.hrtime.bigint() - begun) / 1e9 };
}

// So many callers, each of which makes its next call when the last one has returned.
export function closedLoop(count, callers, call) {
  const each = Math.ceil(count / callers);
  return Promise.all(
    Array.from({ length: callers }, async () => {
      for (let made = 0; made < each; made++) await call();
    }),
  );
}

// Enqueues one job after the other while the worker idles, and notes for each how long it took to start. `enqueue` gets
// a function that the job calls with the time of its start.
export async function latencies(count, pause, enqueue) {
  const microseconds = [];
  for (let made = 0; made < count; made++) {
    await sleep(pause);
    const { promise, resolve } = Promise.withResolvers();
    const begun = process.hrtime.bigint();
    await enqueue(resolve);
    microseconds.push(Number((await promise) - begun) / 1e3);
  }
  return { seconds: 0, microseconds };
}

// Asks every few milliseconds until the answer is yes.
export async function until(question) {
  while (!(await question())) await sleep(2);
}

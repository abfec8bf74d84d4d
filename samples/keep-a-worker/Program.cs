// A worker with a memory, in BackgrounDRb's sense: it starts once, keeps what it has computed, runs a bounded number of calls at a time,
// and takes calls that wait, calls that nobody waits for, and calls that survive a restart.
using Ringleader.Jobs;
using Ringleader.Jobs.Stateful;

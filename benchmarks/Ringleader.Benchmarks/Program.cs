using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

// The default toolchain looks for this project's file below the current folder and builds a copy of it with a restore of
// its own. In-process it measures the same code from any folder. Twenty iterations are plenty for what is read here:
// bytes per call, which do not vary, and times that are compared in the same run.
Job job = Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithMaxIterationCount(20);

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, DefaultConfig.Instance.AddJob(job));

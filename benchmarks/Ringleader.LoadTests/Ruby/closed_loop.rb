# frozen_string_literal: true

require "json"

# Answers the run commands of the driver, as Measuring/ClosedLoop.cs does for .NET: each caller is a thread that makes
# its next call when the last one has returned.
module ClosedLoop
  MANTISSA_BITS = 6

  # Serves commands until the driver closes standard input. The block makes one call for a caller and raises when the
  # answer is wrong.
  def self.serve(&call)
    trap("INT", "IGNORE") # Ctrl-C is the driver's; closing our input ends us.
    $stdout.sync = true
    puts "READY"
    while (line = $stdin.gets)
      _, callers, settle, window = line.split.map(&:to_i)
      puts JSON.generate(run(callers, settle * 1_000_000, window * 1_000_000, &call))
    end
  end

  def self.run(callers, settle, window, &call)
    opens = now + settle
    closes = opens + window
    logs = Array.new(callers) { |caller| Thread.new { repeat(caller, opens, closes, &call) } }.map(&:value)
    buckets = Hash.new(0)
    logs.each { |log| log[:buckets].each { |bucket, count| buckets[bucket] += count } }
    {
      seconds: window / 1e9,
      allCalls: logs.sum { |log| log[:calls] },
      sumNanoseconds: logs.sum { |log| log[:sum] },
      buckets: buckets
    }
  end

  def self.repeat(caller, opens, closes)
    buckets = Hash.new(0)
    calls = sum = 0
    last = now
    while last < closes
      yield caller
      ended = now
      calls += 1
      if ended >= opens && ended < closes
        buckets[bucket_of(ended - last)] += 1
        sum += ended - last
      end
      last = ended
    end
    { buckets: buckets, calls: calls, sum: sum }
  end

  # The numbering of Measuring/LatencyHistogram.cs.
  def self.bucket_of(nanoseconds)
    shift = [0, nanoseconds.bit_length - (MANTISSA_BITS + 1)].max
    (shift << MANTISSA_BITS) + (nanoseconds >> shift)
  end

  def self.now
    Process.clock_gettime(Process::CLOCK_MONOTONIC, :nanosecond)
  end
end

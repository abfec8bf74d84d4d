# frozen_string_literal: true

# usage: delayed_job.rb FILE
# Delayed Job on SQLite: one worker, which runs one job at a time, as it has it. The file is opened as ours is: with a
# write-ahead log, synced at each commit.
require "active_record"
require "delayed_job_active_record"
require "json"

ActiveRecord::Base.establish_connection(adapter: "sqlite3", database: ARGV.fetch(0))
ActiveRecord::Base.connection.execute("PRAGMA journal_mode = WAL")
ActiveRecord::Base.connection.execute("PRAGMA synchronous = FULL")

# The table that the generator of delayed_job_active_record makes.
ActiveRecord::Schema.verbose = false
ActiveRecord::Schema.define do
  create_table :delayed_jobs do |table|
    table.integer :priority, default: 0, null: false
    table.integer :attempts, default: 0, null: false
    table.text :handler, null: false
    table.text :last_error
    table.datetime :run_at
    table.datetime :locked_at
    table.datetime :failed_at
    table.string :locked_by
    table.string :queue
    table.timestamps null: true
  end
  add_index :delayed_jobs, %i[priority run_at], name: "delayed_jobs_priority"
end

Noop = Struct.new(:id) do
  def perform; end
end

def timed
  begun = Process.clock_gettime(Process::CLOCK_MONOTONIC)
  yield
  { seconds: Process.clock_gettime(Process::CLOCK_MONOTONIC) - begun }
end

def load_jobs(count)
  Delayed::Job.transaction { count.times { |id| Delayed::Job.enqueue(Noop.new(id)) } }
end

def drain(count)
  succeeded, failed = Delayed::Worker.new(quiet: true).work_off(count)
  raise "#{succeeded} of #{count} jobs ran and #{failed} failed, so the run is void" unless succeeded == count
end

trap("INT", "IGNORE") # Ctrl-C is the driver's; closing our input ends us.
$stdout.sync = true
puts "READY Delayed Job #{Gem.loaded_specs.fetch("delayed_job").version}, Ruby #{RUBY_VERSION}"
while (line = $stdin.gets)
  trial, count, = line.split
  puts JSON.generate(timed { { "load" => method(:load_jobs), "drain" => method(:drain) }.fetch(trial).call(Integer(count)) })
end

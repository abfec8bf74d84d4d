# frozen_string_literal: true

# usage: rinda_local.rb RESIDENT
# Writes to and takes from a space of this process.
require_relative "closed_loop"
require_relative "rinda_jobs"

resident = Integer(ARGV.fetch(0))
space = RindaJobs.space(resident, 0)
ClosedLoop.serve { |caller| RindaJobs.write_and_take(space, resident, caller) }

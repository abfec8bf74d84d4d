# frozen_string_literal: true

require "rinda/tuplespace"

# The same tuples and the same call as Roles/TupleSpaces/JobTuples.cs and WriteAndTake.cs.
module RindaJobs
  # A space with tuples that stay in it, and takers that wait in vain.
  def self.space(resident, takers)
    space = Rinda::TupleSpace.new
    resident.times { |id| space.write(["job", id, "p"]) }
    # What a blocked take leaves in its space. The threads, which would only sleep, are spared the Ruby side.
    waiting = space.instance_variable_get(:@take_waiter)
    takers.times { |id| waiting.push(Rinda::WaitTemplateEntry.new(space, ["job", -1 - id, nil], nil)) }
    space
  end

  def self.write_and_take(space, resident, caller)
    if resident.zero?
      space.write(["job", caller, "p"])
      take(space, caller)
    else
      space.write(take(space, rand(resident)))
    end
  end

  def self.take(space, id)
    taken = space.take(["job", id, nil])
    raise "asked for tuple #{id} and took #{taken.inspect}, so the run is void" unless taken[1] == id

    taken
  end
end

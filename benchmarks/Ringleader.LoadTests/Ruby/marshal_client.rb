# frozen_string_literal: true

# usage: marshal_client.rb FILE
# A call is one decode and one encode of the document in the file.
require_relative "closed_loop"

document = File.binread(ARGV.fetch(0))
ClosedLoop.serve do
  encoded = Marshal.dump(Marshal.load(document))
  raise "the document changed, so the run is void" unless encoded.bytesize == document.bytesize
end

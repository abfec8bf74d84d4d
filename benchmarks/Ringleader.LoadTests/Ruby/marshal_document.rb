# frozen_string_literal: true

# usage: marshal_document.rb FILE
# Writes the document that both sides decode and encode: an array of 1,000 small hashes. No String is shared: CRuby would
# write it once and links to it, where .NET, whose strings have no identity, writes it each time.
document = Array.new(1000) do |i|
  { id: i, name: "user-#{i}", active: i.even?, score: i * 0.37, city: +"Springfield" }
end
File.binwrite(ARGV.fetch(0), Marshal.dump(document))

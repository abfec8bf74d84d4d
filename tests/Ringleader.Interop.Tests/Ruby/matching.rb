# Every field of a list against every value of another, matched by Rinda. Prints the two lists as one Marshal document in
# Base64, then a line of 1 and 0 for each field; e where matching raised.
require 'rinda/rinda'
require 'bigdecimal'
require 'set'

Point = Struct.new(:x, :y)
Line = Struct.new(:x, :y)
class Title < String; end
class Row < Array; end
class Thing
  attr_reader :value
  def initialize(value) = @value = value
  def ==(other) = other.is_a?(Thing) && value == other.value
end

NOON = Time.at(1_700_000_000, 123_456, :usec, in: '+02:00')

# The references lead to closed ports, so that what Ruby asks of their objects fails at once.
VALUES = [
  nil, true, false,
  0, 1, -1, 42, 2**53, 2**53 + 1, 2**62, 2**64, 2**64 + 1, -(2**70), 10**400,
  0.0, -0.0, 1.0, 1.5, -1.5, 0.1, 1.0 / 3, 2.0**53, 2.0**64, 1e300, Float::INFINITY, -Float::INFINITY, Float::NAN,
  1r, 3/2r, 1/3r, -1/3r, 1/10r, Complex(1, 0), Complex(1, 2), Complex(1.5, 0), BigDecimal('1.5'), BigDecimal('0.1'), BigDecimal('42'),
  '', 'a', 'b', 'job', 'job 42', "line\njob", 'été', 'été'.b, "\xff", 'a'.encode('US-ASCII'), 'a'.b, 'a'.encode('UTF-16LE'),
  'été'.encode('ISO-8859-1'), '漢'.encode('Shift_JIS'), Title.new('a'), Title.new('Z'),
  :a, :b, :job, :'a b', :été,
  [], [nil], [1], [1.0], [1, 'a'], [1, 'a', nil], [[1], [2]], [Integer], Row.new([1]),
  {}, { 'a' => 1 }, { 'a' => 1.0 }, { a: 1 }, { 'a' => 1, 'b' => nil }, { 'b' => nil, 'a' => 1 },
  1..10, 1...10, 1.0..10.0, 'a'..'c', (1..), (..1),
  /a/, /a/i, /^job/, Set[1, 'a'], Set['a', 1], Set[],
  NOON, NOON.utc, NOON + 1, NOON + 1/10r, Time.at(0, 1/2r, :nsec),
  Point.new(1, 2), Point.new(1.0, 2), Line.new(1, 2), Thing.new(1), Thing.new(1.0), Thing.new(2),
  Integer, String, Comparable, ArgumentError.new('a'),
  DRbObject.new_with('druby://127.0.0.1:1', 5), DRbObject.new_with('druby://127.0.0.1:1', nil), DRbObject.new_with('druby://127.0.0.1:2', 5),
].freeze

PATTERNS = [
  Integer, Float, Rational, Complex, BigDecimal, Numeric, String, Symbol, Array, Hash, Set, Range, Regexp, Time, Struct, Point, Line, Title, Row,
  Thing, Class, Module, Object, BasicObject, Kernel, Comparable, Enumerable, NilClass, TrueClass, FalseClass, Exception, ArgumentError, DRbObject,
  0..10, 0...1, 1..1, 0.5..1.5, 1/3r..1/2r, (2**53..), (..0), (nil..nil), 'a'..'job', ('b'..), :a..:job, NOON..NOON + 1, [1]..[2],
  BigDecimal('0.1')..BigDecimal('1.5'),
  /./, /^job$/, /\Ajob\z/, /JOB/i, /e.j/m, /\d+/, /[a-c]+/, /a|b/, /(o)b/, /\A\z/, /j(?=ob)/, /(?<!l)i/, /(.)\1/, /é/, /J O B/ix,
  /\w+\z/, /[^\w]/, /\A[[:alpha:]]{3}\z/, /\A[[:upper:]]\z/, /(?m:e.j)/, /#{/JO/i}b/, /\A\h\z/, /\s\S/,
  Rinda::DRbObjectTemplate.new, Rinda::DRbObjectTemplate.new('druby://127.0.0.1:1'), Rinda::DRbObjectTemplate.new(nil, 5),
  Rinda::DRbObjectTemplate.new(/:1\z/, Integer), Rinda::DRbObjectTemplate.new('druby://127.0.0.1:2', 6),
].freeze

FIELDS = VALUES + PATTERNS

def answer(field, value)
  Rinda::Template.new([field]).match(Rinda::Tuple.new([value])) ? '1' : '0'
rescue StandardError
  'e'
end

puts [Marshal.dump([FIELDS, VALUES])].pack('m0')
FIELDS.each { |field| puts(VALUES.map { |value| answer(field, value) }.join) }

# Values of every kind that Marshal knows, a generator of nested ones, and a comparison stricter than ==.
require 'set'
require 'bigdecimal'

Point = Struct.new(:x, :y)
Keyed = Struct.new(:a, :b, keyword_init: true)
class SubString < String; end
class SubArray < Array; end
class SubHash < Hash; end
module Mark; end
class AppError < StandardError; end

class Plain
  def initialize(a, b) = (@a, @b = a, b)
end

class Dumped
  attr_reader :text

  def initialize(text) = @text = text
  def _dump(_level) = @text
  def self._load(text) = new(text)
  def ==(other) = other.is_a?(Dumped) && other.text == text
end

class Marshalled
  attr_reader :parts

  def initialize(parts) = @parts = parts
  def marshal_dump = @parts
  def marshal_load(parts) = @parts = parts
  def ==(other) = other.is_a?(Marshalled) && other.parts == parts
end

def raise_and_rescue(error)
  raise error
rescue error.class => e
  e
end

INTEGERS = [0, 1, -1, 122, 123, -123, -124, 255, 256, -255, -256, -257, 65_535, 65_536, -65_537, 2**24, 2**30 - 1, 2**30,
            -(2**30), -(2**30) - 1, 2**31, 2**32, 2**62, 2**63 - 1, -(2**63), 2**63, 2**64, -(2**100), 2**72 + 1,
            2**10_000 + 12_345, -(3**6_309)].freeze
FLOATS = [0.0, -0.0, 1.0, 1.5, -2.25, 3.141592653589793, 0.1, 1e100, 1e16, 1e-5, 123_456_789.123, 5e-324,
          1.7976931348623157e308, Float::EPSILON, Float::INFINITY, -Float::INFINITY, Float::NAN].freeze
STRINGS = ['', 'plain', "\u00e4\u20ac\u{1F600}", "line\nbreak\0nul", "\xff\xfe".b, ''.b, "\xff broken".dup.force_encoding('UTF-8'),
           "\u3042".encode('Shift_JIS'), "\u3042".encode('EUC-JP'), "\u00e4".encode('ISO-8859-1'), 'text'.encode('UTF-16LE'),
           'x' * 70_000].freeze
SYMBOLS = [:a, :"", :"with space", :"\u00e4\u20ac", :[]=, :"ready?"].freeze
TIMES = [Time.at(0).utc, Time.at(1_700_000_000, 123_456_789, :nsec).utc, Time.at(1_700_000_000, 123_456_700, :nsec, in: '+05:30'),
         Time.new(1850, 6, 1, 12, 0, 0, '+00:00'), Time.new(2024, 2, 29, 23, 59, 59, '-08:00')].freeze
RANGES = [1..2, 1...2, (1..), (..5), 'a'..'z', 1.5..2.5, nil..nil].freeze
REGEXPS = [/a+/, /a/i, /a b/x, /./m, /\u00e4/, /[\/]/mix].freeze
NUMBERS = [Rational(1, 3), Rational(-7, 2**80), Complex(1, 2), Complex(1.5, Rational(1, 2)), BigDecimal('1.25')].freeze
COLLECTIONS = [[], [nil], [[]], [[[1]]], [1, 'a', :a, 2.5, nil, true, false], {}, { 'a' => 1 }, { a: { b: { c: [] } } },
               { nil => 1, 1 => 2, 1.0 => 3, [1] => 4, { a: 1 } => 5 }, Hash.new(7).merge(1 => 2), {}.compare_by_identity,
               Set[], Set[1, 'a', :b, [2]], (1..10_240).to_a].freeze
OBJECTS = [Point.new(1, 'y'), Point.new(nil, [Point.new(2, 3)]), Keyed.new(a: 1, b: 2), Plain.new(1, ['x']), Dumped.new('dump'),
           Marshalled.new([1, :b]), SubString.new('sub'), SubArray.new([1, [2]]), SubHash.new.merge('a' => 1), 'marked'.dup.extend(Mark),
           [].extend(Mark), String, Comparable, Process::Status, ArgumentError.new('bad'), AppError.new,
           raise_and_rescue(AppError.new('raised'))].freeze
VALUES = [[nil, true, false], INTEGERS, FLOATS, STRINGS, SYMBOLS, TIMES, RANGES, REGEXPS, NUMBERS, COLLECTIONS, OBJECTS].flatten(1).freeze

def variables(object) = object.instance_variables.to_h { |name| [name, object.instance_variable_get(name)] }

def same_text?(one, other)
  return one.encoding == other.encoding && one.bytes == other.bytes unless one.valid_encoding? && one.encoding != Encoding::BINARY

  one.encode('UTF-8') == other.encode('UTF-8')
end

def same_all?(one, other) = one.size == other.size && one.zip(other).all? { |a, b| same?(a, b) }

# Texts may come back in UTF-8; everything else has to be the same to the bit.
def same?(one, other)
  return false unless one.class == other.class && one.is_a?(Mark) == other.is_a?(Mark)

  case one
  when Float then one.nan? ? other.nan? : [one].pack('G') == [other].pack('G')
  when String then same_text?(one, other)
  when Array then same_all?(one, other)
  when Hash then same_all?(one.to_a, other.to_a) && same?(one.default, other.default) && one.compare_by_identity? == other.compare_by_identity?
  when Struct then same_all?(one.to_a, other.to_a)
  when Time then one == other && one.utc_offset == other.utc_offset && one.nsec == other.nsec && one.utc? == other.utc?
  when Range then same_all?([one.begin, one.end, one.exclude_end?], [other.begin, other.end, other.exclude_end?])
  when Exception then one.message == other.message && one.backtrace == other.backtrace
  when Plain then same?(variables(one), variables(other))
  else one == other
  end
end

# A nested value that the generator's seed alone decides.
def random_value(random, depth = 0)
  kinds = depth < 5 ? 12 : 8
  case random.rand(kinds)
  when 0 then [nil, true, false].sample(random: random)
  when 1 then random.rand(-300..300)
  when 2 then random.rand(2**(random.rand(200) + 1)) * [1, -1].sample(random: random)
  when 3 then [random.rand, random.rand * 10**random.rand(-200..200), -0.0, 1.0].sample(random: random)
  when 4 then random.bytes(random.rand(20))
  when 5 then Array.new(random.rand(10)) { [random.rand(0x20..0x7e), random.rand(0xa1..0x2fff)].sample(random: random) }.pack('U*')
  when 6 then %i[a b c some_name ready? x=].sample(random: random)
  when 7 then Time.at(random.rand(4_000_000_000), random.rand(1_000_000_000), :nsec, in: format('%+03d:30', random.rand(-12..12)))
  when 8, 9 then Array.new(random.rand(6)) { random_value(random, depth + 1) }
  when 10 then Array.new(random.rand(6)) { |i| [[i, "key#{i}", :"key#{i}"].sample(random: random), random_value(random, depth + 1)] }.to_h
  else Point.new(random_value(random, depth + 1), random_value(random, depth + 1))
  end
end

# The Ruby side of the registered types.
require 'bigdecimal'

module Shop
  Point = Struct.new(:x, :y)

  class Article
    attr_accessor :name, :unit_price, :tags, :place, :parent, :sold_out

    def initialize(name, unit_price: nil, tags: [], place: nil, parent: nil, sold_out: false)
      @name = name
      @unit_price = unit_price
      @tags = tags
      @place = place
      @parent = parent
      @sold_out = sold_out
    end

    def to_s = [name, unit_price&.to_s('F'), tags, place, parent&.name, sold_out].inspect
  end

  class Stock
    attr_accessor :counts, :counted_at, :day
  end

  class OutOfStock < StandardError
    attr_reader :item

    def initialize(message, item)
      super(message)
      @item = item
    end
  end
end

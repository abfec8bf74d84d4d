namespace Ringleader.Interop.Tests.TupleSpaces;

/// <summary>Templates that are made to hurt are answered by an error, and the space goes on.</summary>
public sealed class HostileTemplatesTests
{
    [Fact]
    public async Task Too_many_fields_and_too_deep_nesting_are_refused()
    {
        var output = await RubyOnDotnet.RunAsync(
            """
            space.write([:well])
            deep = 100.times.inject([]) { |inner, _| [inner] }
            huge = (0...10_000).to_h { |i| ["k#{i}", nil] }
            [[nil] * 10_000, [1] * 100_000, huge, [deep], [nil] * 2_000].each do |template|
              %i[read take read_all write].each do |method|
                error = raised { method == :read_all || method == :write ? send_raw(space, method, template) : send_raw(space, method, template, 0) }
                puts "#{method} of #{template.size}: #{error}" unless error =~ /InvalidHashTupleKey|TypeError/
              end
              puts raised { space.notify(nil, template) } unless raised { space.notify(nil, template) } =~ /InvalidHashTupleKey|TypeError/
            end
            show(space.take([:well], 0))
            """);

        Assert.Equal("[:well]", output);
    }

    [Fact]
    public async Task A_catastrophic_pattern_is_answered_or_refused_in_little_time()
    {
        var output = await RubyOnDotnet.RunAsync(
            """
            20.times { |i| space.write(['text', 'a' * 30_000 + '!']) }
            space.write([:well])
            [/^(a+)+$/, /(a|aa)+$/, /^(\w+\s?)*$/, /(?=(a+))\1*b/].each do |pattern|
              answer = nil
              taken = seconds { answer = begin space.read_all(['text', pattern]).size rescue $!.class end }
              show(answer)
              puts "#{pattern.source} took #{taken}" if taken > 20
            end
            show(space.take([:well], 0))
            """);

        Assert.Equal("0\n0\n0\nRinda::InvalidHashTupleKey\n[:well]", output);
    }

    [Fact]
    public async Task Honest_callers_are_served_while_others_send_expensive_patterns()
    {
        var output = await RubyOnDotnet.RunAsync(
            """
            20.times { |i| space.write(['text', 'a' * 30_000 + '!']) }
            nested = Regexp.new('(' * 5 + 'a{1,30}' + '){1,30}' * 5)
            slow = /(?=(a+))\1*b/
            stop = false
            attackers = 4.times.map do |i|
              fork do
                loop do
                  space.read_all(['text', i.even? ? slow : nested]) rescue nil
                  space.take(['text', nested] + [nested] * 30, 0) rescue nil
                end
              end
            end
            honest = 100.times.map { |i| seconds { space.write([:job, i]); space.take([:job, i], 0) } }.sort
            attackers.each { |child| Process.kill(:KILL, child); Process.wait(child) }
            show(honest[98] < 5)
            """);

        Assert.Equal("true", output);
    }

    [Fact]
    public async Task A_reference_that_is_no_tuple_or_does_not_answer_is_refused()
    {
        var output = await RubyOnDotnet.RunAsync(
            """
            listen
            class Endless
              include DRbUndumped
              def size = 1_000_000_000
              def [](i) = i
            end
            class Negative < Endless
              def size = -1
            end
            [Endless.new, Negative.new].each { |tuple| puts raised { space.write(tuple) }.split(':').first(3).join(':') }
            [42, nil, 'text', :symbol, [[1]].first.first].each { |tuple| puts raised { space.write(tuple) }.split(':').first(3).join(':') }
            puts raised { space.write(DRbObject.new_with('druby://127.0.0.1:1', 5)) }.split(':').first(3).join(':')
            show(space.read_all([nil]))
            """);

        Assert.Equal(
            string.Join('\n', Enumerable.Repeat("Rinda::InvalidHashTupleKey", 7).Append("DRb::DRbConnError").Append("[]")),
            output);
    }
}

package io.keyfold.platform.toolfilter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.FieldError;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class ToolFilterTest {

  private static final JsonMapper JSON = JsonMapper.shared();

  @ParameterizedTest
  @ValueSource(strings = { "null", "[]", "{}", "{\"filters\":null}", "{\"filters\":[]}" })
  void anEmptyFilterAllowsEverything(String json) {
    assertThat(parse(json)).isEqualTo(ToolFilter.ALLOW_ALL);
    assertThat(ToolFilterParser.parse(null)).isEqualTo(ToolFilter.ALLOW_ALL);
    assertThat(ToolFilter.ALLOW_ALL.render()).isEqualTo(Map.of("type", "allow_all", "ignore_parent_filters", false));
    assertThat(ToolFilter.ALLOW_ALL.toAvro()).isNull();
  }

  @Test
  void aRuleAnArrayAndAnEnvelopeAreParsed() {
    ToolFilterRule rule = new ToolFilterRule(RuleType.TOOL_KEYS, List.of("a"));
    assertThat(parse("{'type':'tool_keys','keys':['a']}")).isEqualTo(new ToolFilter(List.of(rule), false));
    assertThat(parse("[{'type':'tool_keys','keys':['a']}]")).isEqualTo(new ToolFilter(List.of(rule), false));
    assertThat(parse("{'ignore_parent_filters':true,'filters':{'type':'tool_keys','keys':['a']}}")).isEqualTo(
      new ToolFilter(List.of(rule), true)
    );
  }

  @Test
  void everyErrorIsReportedWithItsPath() {
    assertThatThrownBy(() ->
      parse(
        "[{'type':'allow','keys':['a']},{'type':'tool_keys','keys':[1],'x':2},{'type':'tool_regex','pattern':'(?=a)'},{'type':'tool_keys'}, 3]"
      )
    ).isInstanceOfSatisfying(ApiException.class, e ->
      assertThat(e.errors())
        .extracting(FieldError::code, error -> String.join(".", error.path()))
        .containsExactly(
          tuple("unknown_value", "tool_filters.0.type"),
          tuple("unknown_field", "tool_filters.1.x"),
          tuple("type", "tool_filters.1.keys.0"),
          tuple("pattern", "tool_filters.2.pattern"),
          tuple("required", "tool_filters.3.keys"),
          tuple("type", "tool_filters.4")
        )
    );
  }

  @ParameterizedTest
  @ValueSource(strings = { "(((a{100}){100}){100}){100}", "(a{1000}){1000}", "a{1001}", "[", "(a)\\1" })
  void costlyAndInvalidPatternsAreRejected(String pattern) {
    assertThatThrownBy(() -> SafePattern.compile(pattern)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SafePattern.compile("(".repeat(200) + ")".repeat(200))).isInstanceOf(
      IllegalArgumentException.class
    );
  }

  @Test
  void onlyCapabilitiesWithARuleAreRestrictedAndRulesAreAlternatives() {
    ToolFilter filter = parse("[{'type':'tool_keys','keys':['post']},{'type':'tool_regex','pattern':'^list_'}]");
    assertThat(filter.allows(Capability.TOOL, "post")).isTrue();
    assertThat(filter.allows(Capability.TOOL, "POST")).isFalse();
    assertThat(filter.allows(Capability.TOOL, "LIST_channels")).isTrue();
    assertThat(filter.allows(Capability.TOOL, "delete", "pto_1", "post")).isTrue();
    assertThat(filter.allows(Capability.TOOL, "delete")).isFalse();
    assertThat(filter.allows(Capability.RESOURCE, "file:///x")).isTrue();
    assertThat(filter.allows(Capability.PROMPT, "x")).isTrue();
  }

  @Test
  void aRuleWithoutValuesAllowsNothingOfItsCapability() {
    assertThat(parse("{'type':'tool_keys','keys':[]}").allows(Capability.TOOL, "a")).isFalse();
  }

  @Test
  void allFiltersOfTheChainMustAllowExceptIgnoredParents() {
    ToolFilter top = parse("{'type':'tool_keys','keys':['a','b']}");
    ToolFilter below = parse("{'type':'tool_keys','keys':['b','c']}");
    ToolFilter free = parse("{'ignore_parent_filters':true,'filters':{'type':'tool_keys','keys':['c']}}");
    assertThat(ToolFilterChain.of(top, below).allows(Capability.TOOL, "b")).isTrue();
    assertThat(ToolFilterChain.of(top, below).allows(Capability.TOOL, "a")).isFalse();
    assertThat(ToolFilterChain.of(top, below).allows(Capability.TOOL, "c")).isFalse();
    assertThat(ToolFilterChain.of(top, free).allows(Capability.TOOL, "c")).isTrue();
    assertThat(ToolFilterChain.of().allows(Capability.TOOL, "c")).isTrue();
  }

  @Test
  @Tag("promise-8")
  void aRuleOfANewerReleaseAllowsNothingAndIsKept() {
    var newer = new io.keyfold.schema.ToolFilter(
      List.of(
        new io.keyfold.schema.ToolFilterRule("tool_keys", List.of("a")),
        new io.keyfold.schema.ToolFilterRule("tool_tags", List.of("x"))
      ),
      false
    );
    ToolFilter filter = ToolFilter.fromAvro(newer);
    for (Capability capability : Capability.values()) {
      assertThat(filter.allows(capability, "a")).isFalse();
      assertThat(ToolFilterChain.of(filter, ToolFilter.ALLOW_ALL).allows(capability, "a")).isFalse();
    }
    assertThat(filter.toAvro()).isEqualTo(newer);
    assertThat(JSON.valueToTree(filter.render()).at("/filters/1")).hasToString("{\"type\":\"tool_tags\"}");
    assertThat(JSON.readValue(JSON.writeValueAsString(filter), ToolFilter.class)).isEqualTo(filter);
  }

  /** Newer releases must read what this one stores, and this one what older releases stored. */
  @Test
  void aRuleIsStoredUnderTheNameOfItsType() {
    assertThat(JSON.writeValueAsString(new ToolFilterRule(RuleType.TOOL_KEYS, List.of("a")))).isEqualTo(
      "{\"type\":\"TOOL_KEYS\",\"values\":[\"a\"]}"
    );
  }

  @Property(tries = 200)
  void jsonAndAvroFormsRoundTrip(@ForAll List<String> keys, @ForAll RuleType type, @ForAll boolean ignore) {
    List<String> values = type.regex() ? List.of("^a.*") : keys;
    ToolFilter filter = new ToolFilter(List.of(new ToolFilterRule(type, values)), ignore);
    assertThat(ToolFilter.fromAvro(filter.toAvro())).isEqualTo(filter);
    var rendered = JSON.valueToTree(filter.render());
    var envelope = JSON.createObjectNode();
    envelope.set("filters", rendered.get("filters"));
    envelope.set("ignore_parent_filters", rendered.get("ignore_parent_filters"));
    assertThat(ToolFilterParser.parse(envelope)).isEqualTo(filter);
    assertThat(JSON.readValue(JSON.writeValueAsString(filter), ToolFilter.class)).isEqualTo(filter);
  }

  private static ToolFilter parse(String json) {
    return ToolFilterParser.parse(JSON.readTree(json.replace('\'', '"')), "tool_filters");
  }
}

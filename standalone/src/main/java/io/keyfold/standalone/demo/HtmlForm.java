package io.keyfold.standalone.demo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.web.util.HtmlUtils;

/**
 * A form of a page that Keyfold or the sandbox rendered. Reads only what those pages contain: no page of a third party.
 *
 * @param action where it is sent
 * @param fields what a browser sends if the user changes nothing
 */
record HtmlForm(String action, Map<String, String> fields) {
  private static final Pattern FORM = Pattern.compile("<form\\b([^>]*)>(.*?)</form>", Pattern.DOTALL);
  private static final Pattern INPUT = Pattern.compile("<input\\b([^>]*)>");
  private static final Pattern SELECT = Pattern.compile(
    "<select\\b([^>]*)>.*?<option\\b[^>]*>([^<]*)</option>",
    Pattern.DOTALL
  );
  private static final Pattern BUTTON = Pattern.compile("<button\\b([^>]*)>");
  private static final List<String> CHECKED_ONLY = List.of("checkbox", "radio");

  /** {@return the first form of the page with a button of this name and value, as if that button was pressed} */
  static Optional<HtmlForm> pressing(String html, String name, String value) {
    return FORM.matcher(html)
      .results()
      .filter(form ->
        BUTTON.matcher(form.group(2))
          .results()
          .anyMatch(button -> isButton(button, name, value))
      )
      .findFirst()
      .map(form -> {
        Map<String, String> fields = fields(form.group(2));
        fields.put(name, value);
        return new HtmlForm(attribute(form.group(1), "action").orElse(""), fields);
      });
  }

  private static boolean isButton(MatchResult button, String name, String value) {
    return (
      attribute(button.group(1), "name").filter(name::equals).isPresent() &&
      attribute(button.group(1), "value").filter(value::equals).isPresent()
    );
  }

  private static Map<String, String> fields(String form) {
    Map<String, String> fields = new LinkedHashMap<>();
    INPUT.matcher(form)
      .results()
      .map(input -> input.group(1))
      .filter(HtmlForm::isSent)
      .forEach(input -> put(fields, input, attribute(input, "value").orElse("")));
    SELECT.matcher(form)
      .results()
      .forEach(select -> put(fields, select.group(1), HtmlUtils.htmlUnescape(select.group(2)).strip()));
    return fields;
  }

  private static void put(Map<String, String> fields, String attributes, String value) {
    attribute(attributes, "name").ifPresent(name -> fields.put(name, value));
  }

  private static boolean isSent(String input) {
    return !CHECKED_ONLY.contains(attribute(input, "type").orElse("text")) || input.contains(" checked");
  }

  private static Optional<String> attribute(String attributes, String name) {
    Matcher found = Pattern.compile("\\b" + name + "=\"([^\"]*)\"").matcher(attributes);
    return found.find() ? Optional.of(HtmlUtils.htmlUnescape(found.group(1))) : Optional.empty();
  }
}

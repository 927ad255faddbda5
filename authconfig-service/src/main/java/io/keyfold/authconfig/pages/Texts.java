package io.keyfold.authconfig.pages;

import gg.jte.Content;
import gg.jte.TemplateOutput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The texts of one language. A text may contain placeholders such as {@code {provider}}.
 *
 * @param tag BCP 47 tag of the language, e.g. {@code de}
 * @param texts text by key
 */
record Texts(String tag, Map<String, String> texts) {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z]+)}");

  Texts {
    texts = Map.copyOf(texts);
  }

  boolean has(String key) {
    return texts.containsKey(key);
  }

  /** {@return a text as HTML, in which each value stands out and cannot change the direction of the text around it} */
  Content html(String key, Map<String, String> values) {
    List<Part> parts = parts(key, values);
    return output -> parts.forEach(part -> part.writeTo(output));
  }

  /** {@return a text without mark-up, for titles and labels} */
  String plain(String key, Map<String, String> values) {
    StringBuilder plain = new StringBuilder();
    parts(key, values).forEach(part -> plain.append(part.text));
    return plain.toString();
  }

  /** {@return the names of a text's placeholders} */
  Set<String> placeholders(String key) {
    Set<String> names = new TreeSet<>();
    Matcher matcher = PLACEHOLDER.matcher(text(key));
    while (matcher.find()) {
      names.add(matcher.group(1));
    }
    return names;
  }

  private List<Part> parts(String key, Map<String, String> values) {
    String text = text(key);
    Map<String, String> known = new HashMap<>(values);
    List<Part> parts = new ArrayList<>();
    Matcher matcher = PLACEHOLDER.matcher(text);
    int from = 0;
    while (matcher.find()) {
      String value = known.get(matcher.group(1));
      if (value == null) {
        throw new IllegalStateException("no value for {" + matcher.group(1) + "} in " + key);
      }
      parts.add(new Part(text.substring(from, matcher.start()), false));
      parts.add(new Part(value, true));
      from = matcher.end();
    }
    parts.add(new Part(text.substring(from), false));
    return parts;
  }

  private String text(String key) {
    String text = texts.get(key);
    if (text == null) {
      throw new IllegalStateException("no text " + key + " in " + tag);
    }
    return text;
  }

  private record Part(String text, boolean value) {
    void writeTo(TemplateOutput output) {
      if (value) {
        output.writeContent("<bdi>");
      }
      output.writeUserContent(text);
      if (value) {
        output.writeContent("</bdi>");
      }
    }
  }
}

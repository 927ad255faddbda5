package io.keyfold.session.sessions;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Name of a tool within a session: {@code <key>_<tag>}.
 *
 * @param key name of the tool at its provider
 * @param tag five digits that identify the session's provider
 */
public record ToolName(String key, String tag) {
  private static final Pattern FORM = Pattern.compile("(.+)_(\\d{5})", Pattern.DOTALL);

  /** {@return the parsed name, if the text is a valid one} */
  public static Optional<ToolName> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    return matcher.matches() ? Optional.of(new ToolName(matcher.group(1), matcher.group(2))) : Optional.empty();
  }

  /** {@return the name as sessions expose it} */
  public String wire() {
    return key + "_" + tag;
  }
}

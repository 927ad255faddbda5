package io.keyfold.session.sessions;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a tool within a session: {@code <key>_<tag>}.
 *
 * @param key the tool's name at its provider
 * @param tag five digits: which of the session's providers
 */
public record ToolName(String key, String tag) {
  private static final Pattern FORM = Pattern.compile("(.+)_(\\d{5})", Pattern.DOTALL);

  /** {@return the name that the text is, if it is one} */
  public static Optional<ToolName> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    return matcher.matches() ? Optional.of(new ToolName(matcher.group(1), matcher.group(2))) : Optional.empty();
  }

  /** {@return the name as sessions show it} */
  public String wire() {
    return key + "_" + tag;
  }
}

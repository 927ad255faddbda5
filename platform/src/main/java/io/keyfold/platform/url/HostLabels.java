package io.keyfold.platform.url;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The rules for placeholders in a host name, and for their values. */
final class HostLabels {

  /** Longest host name, in characters. */
  static final int MAX_HOST = 253;

  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
  private static final Pattern FIXED = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?");
  private static final Pattern LETTERS = Pattern.compile("[A-Za-z]([A-Za-z0-9-]*[A-Za-z0-9])?");
  private static final int COUNTRY = 2;
  private static final int CATEGORY = 3;

  private HostLabels() {}

  /** {@return why a host cannot contain its placeholders; empty if it can, or has none} */
  static Optional<String> problem(String host) {
    if (!UrlTemplate.isTemplate(host)) {
      return Optional.empty();
    }
    List<String> labels = List.of(host.split("\\.", -1));
    boolean whole = labels
      .stream()
      .filter(UrlTemplate::isTemplate)
      .allMatch(label -> label.indexOf('{') == 0 && label.indexOf('}') == label.length() - 1);
    if (!whole) {
      return Optional.of("In the host a placeholder is a whole label, such as {shop}.example.com");
    }
    if (labels.stream().anyMatch(label -> !UrlTemplate.isTemplate(label) && !FIXED.matcher(label).matches())) {
      return Optional.of("Not a host name");
    }
    int last = 0;
    for (int i = 0; i < labels.size(); i++) {
      last = UrlTemplate.isTemplate(labels.get(i)) ? i + 1 : last;
    }
    return registrable(labels.subList(last, labels.size()))
      ? Optional.empty()
      : Optional.of("Right of a placeholder the host needs a domain that somebody has registered, such as example.com");
  }

  /** Without a list of public suffixes: co.uk, com.au and the like are not taken for a registered domain. */
  private static boolean registrable(List<String> suffix) {
    if (suffix.size() < 2 || !LETTERS.matcher(suffix.getLast()).matches()) {
      return false;
    }
    String second = suffix.get(suffix.size() - 2);
    return suffix.size() > 2 || suffix.getLast().length() > COUNTRY || second.length() > CATEGORY;
  }

  /** {@return the rule that a value breaks; empty if it can be a label} */
  static Optional<String> refusal(String value) {
    return LABEL.matcher(value).matches()
      ? Optional.empty()
      : Optional.of("must consist of 1 to 63 lower-case letters, digits and hyphens, with no hyphen at either end");
  }
}

package io.keyfold.authconfig.oauth.discovery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A challenge of a {@code WWW-Authenticate} header (RFC 9110 section 11.6.1). Nimbus' parser reads one challenge only,
 * and no {@code resource_metadata}.
 *
 * @param scheme the scheme in lower case
 * @param parameters the parameters, names in lower case
 */
public record Challenge(String scheme, Map<String, String> parameters) {
  private static final int MAX_LENGTH = 8_192;
  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
  private static final Pattern PARAMETER = Pattern.compile(
    "\\G[\\s,]*(" + TOKEN + ")\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|(" + TOKEN + ")(?=[\\s,]|$))"
  );
  private static final Pattern SCHEME = Pattern.compile("\\G[\\s,]*(" + TOKEN + ")(?=[\\s,]|$)");
  private static final Pattern TOKEN68 = Pattern.compile("\\G[ \\t]+[A-Za-z0-9._~+/-]+=*(?=[\\s,]|$)");

  /** Copies the parameters. */
  public Challenge {
    parameters = Map.copyOf(parameters);
  }

  /** {@return the challenges of the header's values; what is malformed ends its value} */
  public static List<Challenge> parse(List<String> values) {
    List<Challenge> challenges = new ArrayList<>();
    for (String value : values) {
      if (value.length() <= MAX_LENGTH) {
        read(value, challenges);
      }
    }
    return List.copyOf(challenges);
  }

  /** {@return the first challenge for a bearer token} */
  public static Optional<Challenge> bearer(List<String> values) {
    return parse(values)
      .stream()
      .filter(challenge -> challenge.scheme.equals("bearer"))
      .findFirst();
  }

  /** {@return a parameter by its name in lower case} */
  public Optional<String> parameter(String name) {
    return Optional.ofNullable(parameters.get(name)).filter(value -> !value.isEmpty());
  }

  /** {@return the scopes that the resource asks for; empty if it names none} */
  public List<String> scopes() {
    return parameter("scope")
      .map(text -> List.of(text.strip().split("\\s+")))
      .orElse(List.of());
  }

  private static void read(String value, List<Challenge> challenges) {
    int at = 0;
    Matcher scheme = SCHEME.matcher(value);
    while (scheme.find(at)) {
      at = scheme.end();
      Map<String, String> parameters = new LinkedHashMap<>();
      Matcher parameter = PARAMETER.matcher(value);
      while (parameter.find(at)) {
        String quoted = parameter.group(2);
        String text = quoted == null ? parameter.group(3) : quoted.replaceAll("\\\\(.)", "$1");
        parameters.putIfAbsent(parameter.group(1).toLowerCase(Locale.ROOT), text);
        at = parameter.end();
      }
      Matcher token68 = TOKEN68.matcher(value);
      if (parameters.isEmpty() && token68.find(at)) {
        at = token68.end();
      }
      challenges.add(new Challenge(scheme.group(1).toLowerCase(Locale.ROOT), parameters));
    }
  }
}

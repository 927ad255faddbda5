package io.keyfold.platform.url;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A URL with placeholders such as {@code {workspace}}, which values replace (RFC 6570, level 1). Credentials are sent to
 * the result, so a value must not choose where that is:
 *
 * <ul>
 *   <li>In the host a placeholder is a whole DNS label, left of a fixed suffix, and its value is one label.
 *   <li>In path and query a value is percent-encoded. In the path it cannot add a segment or leave one.
 *   <li>Scheme, user, port and fragment have no placeholder.
 * </ul>
 *
 * <p>Which hosts may be called at all is decided elsewhere, by the expanded URL. Pure and immutable.
 */
public final class UrlTemplate {

  private static final int MAX_LENGTH = 2_048;
  private static final Pattern SHAPE = Pattern.compile("([^:/?#]+)://([^/?#]*)([^?#]*)(\\?[^#]*)?");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([A-Za-z_][A-Za-z0-9_]{0,63})}");

  private final String scheme;
  private final String host;
  private final String port;
  private final String path;
  private final String query;
  private final Set<String> properties;

  private UrlTemplate(String scheme, String host, String port, String path, String query) {
    this.scheme = scheme;
    this.host = host;
    this.port = port;
    this.path = path;
    this.query = query;
    Set<String> names = new LinkedHashSet<>();
    PLACEHOLDER.matcher(host + path + query)
      .results()
      .map(found -> found.group(1))
      .forEach(names::add);
    this.properties = Collections.unmodifiableSet(names);
  }

  /** What values make of a template. */
  public sealed interface Expansion {
    /** The URL. */
    record Expanded(String url) implements Expansion {}

    /**
     * A value cannot be used.
     *
     * @param property the property
     * @param required whether the value is missing
     * @param rule what its value must satisfy: the end of a sentence
     */
    record Refused(String property, boolean required, String rule) implements Expansion {}
  }

  /** {@return whether the text contains placeholders, valid or not} */
  public static boolean isTemplate(String text) {
    return text.indexOf('{') >= 0 || text.indexOf('}') >= 0;
  }

  /** {@return why a text with placeholders is not a template; empty if it is one} */
  public static Optional<String> problem(String text) {
    Matcher parts = SHAPE.matcher(text);
    if (!parts.matches()) {
      return Optional.of("Not a URL: a placeholder is allowed in its host, path and query");
    }
    if (isTemplate(PLACEHOLDER.matcher(text).replaceAll(""))) {
      return Optional.of("A placeholder is the name of a property in braces, such as {workspace}");
    }
    String authority = parts.group(2);
    if (isTemplate(parts.group(1)) || authority.contains("@") || isTemplate(portOf(authority))) {
      return Optional.of("A placeholder is not allowed in scheme, user or port");
    }
    return HostLabels.problem(hostOf(authority));
  }

  /**
   * {@return the template}
   *
   * @throws IllegalArgumentException if it has a {@link #problem}
   */
  public static UrlTemplate of(String text) {
    problem(text).ifPresent(why -> {
      throw new IllegalArgumentException(why);
    });
    Matcher parts = SHAPE.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException("not a URL");
    }
    String authority = parts.group(2);
    String query = parts.group(4);
    return new UrlTemplate(
      parts.group(1),
      hostOf(authority),
      portOf(authority),
      parts.group(3),
      query == null ? "" : query
    );
  }

  /** {@return names of the properties that it needs} */
  public Set<String> properties() {
    return properties;
  }

  /** {@return the part of the host that no value changes} */
  public String fixedHost() {
    return host.substring(host.lastIndexOf('}') + 1).replaceFirst("^\\.", "");
  }

  /** {@return whether values change the host} */
  public boolean hostVaries() {
    return isTemplate(host);
  }

  /** {@return a URL that it can expand to, for checks of what all of its URLs have in common} */
  public String sample() {
    return scheme + "://" + with(host, name -> "x") + port + with(path + query, name -> "x");
  }

  /**
   * {@return the URL with the values of a JSON object, or the first property that cannot be used}
   *
   * @param values properties that are strings, numbers or booleans
   */
  public Expansion expand(JsonNode values) {
    List<Expansion.Refused> refused = new ArrayList<>();
    String newHost = replace(host, values, HostLabels::refusal, UnaryOperator.identity(), refused);
    String newPath = replace(path, values, PathValues::refusal, PathValues::encoded, refused);
    String newQuery = replace(query, values, PathValues::unencodable, PathValues::encoded, refused);
    if (!refused.isEmpty()) {
      return refused.getFirst();
    }
    String url = scheme + "://" + newHost + port + newPath + newQuery;
    if (
      !properties.isEmpty() &&
      (url.length() > MAX_LENGTH || newHost.length() > HostLabels.MAX_HOST || !sameTarget(url, newHost))
    ) {
      return new Expansion.Refused(properties.iterator().next(), false, "makes a URL that is not valid");
    }
    return new Expansion.Expanded(url);
  }

  private static String replace(
    String part,
    JsonNode values,
    Function<String, Optional<String>> refusal,
    UnaryOperator<String> encoding,
    List<Expansion.Refused> refused
  ) {
    return with(part, name -> {
      String value = text(values.path(name));
      if (value == null) {
        refused.add(new Expansion.Refused(name, true, "is required"));
        return "";
      }
      Optional<String> why = refusal.apply(value);
      why.ifPresent(rule -> refused.add(new Expansion.Refused(name, false, rule)));
      return why.isPresent() ? "" : encoding.apply(value);
    });
  }

  private static String with(String part, UnaryOperator<String> value) {
    return PLACEHOLDER.matcher(part).replaceAll((MatchResult found) ->
      Matcher.quoteReplacement(value.apply(found.group(1)))
    );
  }

  private static @Nullable String text(JsonNode value) {
    if (value.isString()) {
      return value.stringValue().isEmpty() ? null : value.stringValue();
    }
    return value.isNumber() || value.isBoolean() ? value.toString() : null;
  }

  /** The rules above ensure this; a call must not depend on their being complete. */
  private static boolean sameTarget(String url, String expectedHost) {
    try {
      URI uri = URI.create(url);
      return uri.getRawUserInfo() == null && uri.getRawFragment() == null && expectedHost.equals(uri.getHost());
    } catch (IllegalArgumentException notUrl) {
      return false;
    }
  }

  private static String hostOf(String authority) {
    return authority.substring(0, authority.length() - portOf(authority).length());
  }

  /** {@return the port with its colon; empty if there is none} */
  private static String portOf(String authority) {
    int colon = authority.lastIndexOf(':');
    return colon < 0 || authority.endsWith("]") ? "" : authority.substring(colon);
  }
}

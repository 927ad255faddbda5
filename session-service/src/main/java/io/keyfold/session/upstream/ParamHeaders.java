package io.keyfold.session.upstream;

import io.keyfold.session.rpc.RawJson;
import io.keyfold.session.rpc.RawObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a tool that a request repeats in headers, since its schema marks them with {@code x-mcp-header}.
 *
 * @param params the marked parameters
 * @see <a href="https://modelcontextprotocol.io/specification/2026-07-28/basic/transports/streamable-http">Custom Headers
 *     from Tool Parameters</a>
 */
record ParamHeaders(List<Param> params) {
  private static final String MARK = "x-mcp-header";
  private static final int MAX_DEPTH = 16;
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}");
  private static final Set<String> PRIMITIVES = Set.of("string", "integer", "boolean");

  /**
   * A marked parameter.
   *
   * @param path names of the properties that lead to it
   * @param header name of the header
   */
  record Param(List<String> path, String header) {}

  /** {@return the marked parameters of the schema; empty if a mark is not valid, so that the tool cannot be used} */
  static Optional<ParamHeaders> of(RawObject schema) {
    List<Param> found = new ArrayList<>();
    Set<String> names = new HashSet<>();
    boolean valid = collect(schema, List.of(), found);
    for (Param param : found) {
      valid &= names.add(param.header().toLowerCase(Locale.ROOT));
    }
    // A mark anywhere else is not valid, and neither are two that differ in case.
    boolean complete = marks(schema.json()) == found.size();
    return valid && complete ? Optional.of(new ParamHeaders(List.copyOf(found))) : Optional.empty();
  }

  private static boolean collect(RawObject schema, List<String> path, List<Param> found) {
    boolean valid = true;
    for (RawObject.Member member : schema.object("properties").members()) {
      RawObject property = member.value().object().orElse(RawObject.EMPTY);
      List<String> own = new ArrayList<>(path);
      own.add(member.name());
      RawJson mark = property.find(MARK).orElse(null);
      if (mark != null) {
        String name = mark.string().orElse("");
        valid &= TOKEN.matcher(name).matches() && PRIMITIVES.contains(property.text("type").orElse(""));
        found.add(new Param(List.copyOf(own), McpHeader.PARAM_PREFIX + name));
      }
      valid &= own.size() >= MAX_DEPTH || collect(property, own, found);
    }
    return valid;
  }

  private static int marks(RawJson schema) {
    int found = 0;
    for (RawObject.Member member : schema.object().map(RawObject::members).orElse(List.of())) {
      boolean property = member.name().equals("properties");
      found += member.name().equals(MARK) ? 1 : property ? inProperties(member.value()) : marks(member.value());
    }
    for (RawJson element : schema.elements()) {
      found += marks(element);
    }
    return found;
  }

  /** A property may have the name of the mark. */
  private static int inProperties(RawJson properties) {
    return properties
      .object()
      .map(RawObject::members)
      .orElse(List.of())
      .stream()
      .mapToInt(property -> marks(property.value()))
      .sum();
  }

  /** {@return the headers of a call with these arguments} */
  Map<String, String> headers(RawObject arguments) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (Param param : params) {
      String value = value(arguments, param.path());
      if (value != null) {
        headers.put(param.header(), McpHeader.encoded(value));
      }
    }
    return headers;
  }

  private static @Nullable String value(RawObject arguments, List<String> path) {
    RawObject at = arguments;
    for (String name : path.subList(0, path.size() - 1)) {
      at = at.object(name);
    }
    RawJson value = at.find(path.getLast()).orElse(null);
    if (value == null || value.isNull() || value.isObject() || value.isArray()) {
      return null;
    }
    return value.string().orElseGet(value::json);
  }
}

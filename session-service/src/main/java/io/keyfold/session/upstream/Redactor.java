package io.keyfold.session.upstream;

import io.keyfold.session.credentials.Credential;
import io.modelcontextprotocol.spec.McpSchema;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Takes a credential out of what a provider says: a session's users must not learn it from a tool that shows its headers. */
final class Redactor {

  private static final String INSTEAD = "[redacted]";
  private static final TypeReference<Map<String, Object>> TREE = new TypeReference<>() {};

  private final List<String> secrets;

  private Redactor(List<String> secrets) {
    this.secrets = secrets;
  }

  static Redactor of(Credential credential) {
    return new Redactor(
      credential
        .texts()
        .stream()
        .flatMap(Redactor::forms)
        .distinct()
        // Of two that begin alike the shorter one would leave the rest of the longer one.
        .sorted(Comparator.comparingInt(String::length).reversed())
        .toList()
    );
  }

  /** As it is, and as it stands in a URL: a provider that shows the address it was called at shows the credential so. */
  private static Stream<String> forms(String secret) {
    return Stream.of(
      secret,
      UriUtils.encode(secret, StandardCharsets.UTF_8),
      URLEncoder.encode(secret, StandardCharsets.UTF_8)
    );
  }

  String text(String text) {
    String clean = text;
    for (String secret : secrets) {
      clean = clean.replace(secret, INSTEAD);
    }
    return clean;
  }

  McpSchema.CallToolResult result(McpSchema.CallToolResult result) {
    return clean(result, McpSchema.CallToolResult.class, "answered with a result that is not understood");
  }

  /** {@return the tools, as their provider describes them to the credential's owner} */
  List<McpSchema.Tool> tools(List<McpSchema.Tool> tools) {
    return tools
      .stream()
      .map(tool -> clean(tool, McpSchema.Tool.class, "lists a tool that is not understood"))
      .toList();
  }

  private <T> T clean(T said, Class<T> type, String failure) {
    if (secrets.isEmpty()) {
      return said;
    }
    JsonMapper mapper = ProviderJson.mapper();
    try {
      Map<String, Object> tree = mapper.convertValue(said, TREE);
      Object clean = value(tree);
      return tree.equals(clean) ? said : mapper.convertValue(clean, type);
    } catch (RuntimeException e) {
      // Its message may quote what is to be taken out.
      throw ProviderFailure.error(failure);
    }
  }

  /** Value by value and not in the JSON text: there, a secret that is a number would break the numbers that it is part of. */
  private @Nullable Object value(@Nullable Object value) {
    return switch (value) {
      case String text -> text(text);
      case Number number -> text(number.toString()).equals(number.toString()) ? number : INSTEAD;
      case List<?> list -> list.stream().map(this::value).toList();
      case Map<?, ?> map -> {
        Map<String, @Nullable Object> clean = new LinkedHashMap<>();
        map.forEach((key, item) -> clean.put(text(String.valueOf(key)), value(item)));
        yield clean;
      }
      case null, default -> value;
    };
  }
}

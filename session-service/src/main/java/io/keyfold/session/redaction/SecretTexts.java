package io.keyfold.session.redaction;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Extracts the secret texts of a credential: its strings and numbers, and the contents of strings that are JSON, PEM,
 * base64 of a text, {@code user:password}, or a URL with these. A schema's {@code "secret": false} makes a property
 * public with its whole content; {@code contentSchema} does so for the content of a string. Public texts are not secret
 * elsewhere in the credential.
 */
final class SecretTexts {

  private static final JsonMapper JSON = JsonMapper.builder()
    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
    .build();

  // Maximum nesting of encodings, such as a service account in base64 in JSON.
  private static final int MAX_DEPTH = 8;
  private static final int MAX_PAIRED = 8;
  private static final int SHORTEST_KEY = 16;
  private static final int SHORTEST_LINE = 16;

  private static final String PEM_BEGIN = "-----BEGIN ";
  private static final String PEM_END = "-----END ";
  private static final String PEM_DASHES = "-----";
  private static final Pattern PEM_HEADER = Pattern.compile("[A-Za-z-]+: .*");
  private static final Pattern LINE_BREAK = Pattern.compile("\\R|\\\\r|\\\\n");
  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]{8,}={0,2}");
  private static final Pattern SCHEME = Pattern.compile("(?:Basic|Bearer|Token) +(\\S.*)", Pattern.CASE_INSENSITIVE);
  private static final Pattern USER_INFO = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://([^/?#@]+)@.*", Pattern.DOTALL);
  private static final Pattern PAIR = Pattern.compile("([^\\s:]*):([^\\r\\n]*)");
  private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,100}(?:\\.[0-9]{1,100})?(?:[eE][+-]?[0-9]{1,2})?");

  private final Set<String> secret = new LinkedHashSet<>();
  private final Set<String> open = new LinkedHashSet<>();
  private final List<String> paired = new ArrayList<>();

  private SecretTexts() {}

  /** {@return the secret texts of the value, an object; an invalid schema makes nothing public} */
  static SecretTexts of(JsonNode value, @Nullable String schema) {
    SecretTexts texts = new SecretTexts();
    texts.walk(value, schema(schema), true, 0);
    texts.pair(value);
    texts.secret.removeAll(texts.open);
    return texts;
  }

  /** {@return all secret texts, of any length} */
  Set<String> secret() {
    return Set.copyOf(secret);
  }

  /** {@return {@code user:password} for any two properties of which one is secret, as clients combine them} */
  List<String> paired() {
    return List.copyOf(paired);
  }

  /** {@return secrets that are numbers, except short ones} */
  Set<BigDecimal> numbers() {
    return secret
      .stream()
      .filter(text -> text.length() >= SecretForms.SHORTEST)
      .flatMap(text -> decimal(text).stream())
      .collect(Collectors.toUnmodifiableSet());
  }

  /** {@return the number in a normalised form; empty if the text is not a number} */
  static Optional<BigDecimal> decimal(String text) {
    return DECIMAL.matcher(text).matches() ? Optional.of(new BigDecimal(text).stripTrailingZeros()) : Optional.empty();
  }

  private static JsonNode schema(@Nullable String schema) {
    try {
      return schema == null ? JSON.missingNode() : JSON.readTree(schema);
    } catch (JacksonException e) {
      return JSON.missingNode();
    }
  }

  private void walk(JsonNode value, JsonNode schema, boolean inherited, int depth) {
    JsonNode said = schema.path("secret");
    boolean hidden = said.isBoolean() ? said.booleanValue() : inherited;
    if (value.isString()) {
      text(value.asString(), schema, hidden, depth);
    } else if (value.isNumber()) {
      add(value.asString(), hidden);
      decimal(value.asString()).ifPresent(number -> add(number.toPlainString(), hidden));
    }
    value
      .properties()
      .forEach(field -> walk(field.getValue(), schema.path("properties").path(field.getKey()), hidden, depth));
    if (value.isArray()) {
      value.forEach(item -> walk(item, schema.path("items"), hidden, depth));
    }
  }

  private void text(String text, JsonNode schema, boolean hidden, int depth) {
    add(text, hidden);
    String bare = text.strip();
    add(bare, hidden);
    if (depth == MAX_DEPTH) {
      return;
    }
    Optional<JsonNode> json = json(bare);
    if (json.isPresent()) {
      walk(json.get(), schema.path("contentSchema"), hidden, depth + 1);
      return;
    }
    base64(bare).ifPresent(inside -> text(inside, schema, hidden, depth + 1));
    Matcher scheme = SCHEME.matcher(bare);
    if (scheme.matches()) {
      text(scheme.group(1), schema, hidden, depth + 1);
    }
    if (bare.contains(PEM_BEGIN)) {
      pems(bare, hidden);
      return;
    }
    Matcher userInfo = USER_INFO.matcher(bare);
    if (userInfo.matches()) {
      userAndPassword(userInfo.group(1), hidden);
    } else if (!bare.contains("://")) {
      userAndPassword(bare, hidden);
    }
  }

  private void pems(String text, boolean hidden) {
    int begin = text.indexOf(PEM_BEGIN);
    while (begin >= 0) {
      int content = text.indexOf(PEM_DASHES, begin + PEM_BEGIN.length());
      int end = content < 0 ? -1 : text.indexOf(PEM_END, content + PEM_DASHES.length());
      if (end < 0) {
        return;
      }
      pem(text.substring(content + PEM_DASHES.length(), end), hidden);
      begin = text.indexOf(PEM_BEGIN, end);
    }
  }

  private void pem(String content, boolean hidden) {
    List<String> lines = LINE_BREAK.splitAsStream(content)
      .map(String::strip)
      .filter(line -> !line.isEmpty() && !PEM_HEADER.matcher(line).matches())
      .toList();
    add(String.join("", lines), hidden);
    lines
      .stream()
      .filter(line -> line.length() >= SHORTEST_LINE)
      .forEach(line -> add(line, hidden));
  }

  /**
   * A short name or e-mail address identifies a user and is public; some providers use a key, which is long, as the
   * name.
   */
  private void userAndPassword(String text, boolean hidden) {
    Matcher pair = PAIR.matcher(text);
    if (pair.matches()) {
      String user = pair.group(1);
      add(pair.group(2), hidden);
      if (user.length() >= SHORTEST_KEY && !user.contains("@")) {
        add(user, hidden);
      }
    }
  }

  private void pair(JsonNode value) {
    List<String> texts = value
      .properties()
      .stream()
      .map(field -> field.getValue())
      .filter(JsonNode::isValueNode)
      .map(JsonNode::asString)
      .filter(text -> !text.isEmpty())
      .limit(MAX_PAIRED)
      .toList();
    for (String user : texts) {
      for (String password : texts) {
        boolean hidden = !open.contains(user) || !open.contains(password);
        if (!user.equals(password) && hidden) {
          paired.add(user + ":" + password);
        }
      }
    }
  }

  private void add(String text, boolean hidden) {
    (hidden ? secret : open).add(text);
  }

  private static Optional<JsonNode> json(String text) {
    if (text.isEmpty() || "{[\"".indexOf(text.charAt(0)) < 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readTree(text));
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  /** {@return the text that this encodes in base64; empty if it does not decode to text, such as a random key} */
  private static Optional<String> base64(String text) {
    String joined = LINE_BREAK.matcher(text).replaceAll("");
    if (!BASE64.matcher(joined).matches()) {
      return Optional.empty();
    }
    try {
      byte[] bytes = Base64.getDecoder().decode(joined.replace("=", "").replace('-', '+').replace('_', '/'));
      String decoded = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      boolean readable = decoded.chars().allMatch(c -> c >= ' ' || c == '\n' || c == '\r' || c == '\t');
      return readable ? Optional.of(decoded) : Optional.empty();
    } catch (IllegalArgumentException | CharacterCodingException e) {
      return Optional.empty();
    }
  }
}

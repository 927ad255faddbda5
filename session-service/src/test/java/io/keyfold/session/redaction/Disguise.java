package io.keyfold.session.redaction;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.springframework.web.util.HtmlUtils;
import org.springframework.web.util.UriUtils;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/** The encodings in which a secret can be echoed, each produced by a common encoder. */
@SuppressWarnings("ImmutableEnumChecker") // its functions keep nothing
enum Disguise {
  RAW(text -> text),
  JSON(Disguise::json),
  JSON_TWICE(text -> json(json(text))),
  JSON_ASCII(Disguise::ascii),
  JSON_ASCII_IN_JSON(text -> json(ascii(text))),
  JSON_ASCII_TWICE(text -> ascii(ascii(text))),
  JSON_SOLIDUS(text -> json(text).replace("/", "\\/")),
  JSON_FOR_HTML(text ->
    json(text).replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e").replace("'", "\\u0027")
  ),
  UNICODE_LOWER(text -> each(text, "\\u%04x")),
  UNICODE_UPPER(text -> each(text, "\\u%04X")),
  UNICODE_TWICE(text -> each(each(text, "\\u%04x"), "\\u%04X")),
  UNICODE_IN_JSON(text -> json(each(text, "\\u%04x"))),
  PERCENT_FORM(text -> URLEncoder.encode(text, StandardCharsets.UTF_8)),
  PERCENT_FORM_LOWER(text -> lower(URLEncoder.encode(text, StandardCharsets.UTF_8))),
  PERCENT_URI(text -> UriUtils.encode(text, StandardCharsets.UTF_8)),
  PERCENT_QUERY(text -> UriUtils.encodeQueryParam(text, StandardCharsets.UTF_8)),
  PERCENT_URI_LOWER(text -> lower(UriUtils.encode(text, StandardCharsets.UTF_8))),
  PERCENT_ALL(text -> "%" + HexFormat.ofDelimiter("%").withUpperCase().formatHex(bytes(text))),
  PERCENT_TWICE(text -> UriUtils.encode(UriUtils.encode(text, StandardCharsets.UTF_8), StandardCharsets.UTF_8)),
  PERCENT_OF_JSON(text -> UriUtils.encode(json(text), StandardCharsets.UTF_8)),
  HTML(text -> HtmlUtils.htmlEscape(text, "UTF-8")),
  HTML_DECIMAL(text -> HtmlUtils.htmlEscapeDecimal(text, "UTF-8")),
  HTML_HEX(text -> HtmlUtils.htmlEscapeHex(text, "UTF-8")),
  HTML_ALL_DECIMAL(text -> points(text, point -> "&#" + point + ";")),
  HTML_ALL_HEX(text -> points(text, point -> String.format("&#x%04X;", point))),
  HTML_OF_JSON(text -> HtmlUtils.htmlEscape(json(text), "UTF-8")),
  JSON_OF_HTML(text -> json(HtmlUtils.htmlEscape(text, "UTF-8"))),
  HEX_LOWER(text -> HexFormat.of().formatHex(bytes(text))),
  HEX_UPPER(text -> HexFormat.of().withUpperCase().formatHex(bytes(text))),
  BASE64(text -> Base64.getEncoder().encodeToString(bytes(text))),
  BASE64_URL(text -> Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(text))),
  BASE64_MIME(text -> Base64.getMimeEncoder().encodeToString(bytes(text))),
  BASE64_IN_FORM(text -> URLEncoder.encode(Base64.getEncoder().encodeToString(bytes(text)), StandardCharsets.UTF_8));

  private static final JsonMapper PLAIN = JsonMapper.shared();
  private static final JsonMapper ASCII = JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private final UnaryOperator<String> encoder;

  Disguise(UnaryOperator<String> encoder) {
    this.encoder = encoder;
  }

  String of(String text) {
    return encoder.apply(text);
  }

  private static String json(String text) {
    return unquoted(PLAIN.writeValueAsString(text));
  }

  private static String ascii(String text) {
    return unquoted(ASCII.writeValueAsString(text));
  }

  private static String unquoted(String json) {
    return json.substring(1, json.length() - 1);
  }

  private static String each(String text, String format) {
    StringBuilder all = new StringBuilder();
    text.chars().forEach(c -> all.append(String.format(format, c)));
    return all.toString();
  }

  private static String points(String text, IntFunction<String> encoded) {
    StringBuilder all = new StringBuilder();
    text.codePoints().forEach(point -> all.append(encoded.apply(point)));
    return all.toString();
  }

  private static String lower(String encoded) {
    StringBuilder all = new StringBuilder(encoded);
    for (int i = all.indexOf("%"); i >= 0; i = all.indexOf("%", i + 1)) {
      all.replace(i, i + 3, all.substring(i, i + 3).toLowerCase(Locale.ROOT));
    }
    return all.toString();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

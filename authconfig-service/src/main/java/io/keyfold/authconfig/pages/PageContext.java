package io.keyfold.authconfig.pages;

import gg.jte.Content;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What every template needs: the language, the brand and the address of the style sheet. */
public final class PageContext {

  private final Texts texts;
  private final Brand brand;
  private final String stylesheet;

  PageContext(Texts texts, Brand brand, String stylesheet) {
    this.texts = texts;
    this.brand = brand;
    this.stylesheet = stylesheet;
  }

  /** {@return the BCP 47 tag of the language} */
  public String language() {
    return texts.tag();
  }

  /** {@return whose page it is} */
  public Brand brand() {
    return brand;
  }

  /** {@return path of the style sheet} */
  public String stylesheet() {
    return stylesheet;
  }

  /** {@return path of the style sheet with the brand's colours} */
  public String theme() {
    return PageAssets.THEME + brand.accent().hex() + ".css";
  }

  /** {@return the company that asks, or words for somebody unknown} */
  public String requester() {
    return brand.name() == null ? texts.plain("requester.unknown", Map.of()) : brand.name();
  }

  /** {@return the provider's name, or words for an unknown one} */
  public String providerName(@Nullable String provider) {
    return provider == null ? texts.plain("provider.unknown", Map.of()) : provider;
  }

  /**
   * {@return a text as HTML}
   *
   * @param namesAndValues placeholders and their values, in turns; {@code requester} is always known
   */
  public Content html(String key, String... namesAndValues) {
    return texts.html(key, values(namesAndValues));
  }

  /** {@return a text without mark-up} */
  public String text(String key, String... namesAndValues) {
    return texts.plain(key, values(namesAndValues));
  }

  /** {@return the HTML type of an input of one line} */
  public String inputType(FormField.Type type) {
    return switch (type) {
      case PASSWORD -> "password";
      case NUMBER -> "number";
      case URL -> "url";
      case EMAIL -> "email";
      case TEXT, MULTILINE, SECRET_MULTILINE, CHECKBOX, SELECT -> "text";
    };
  }

  /** {@return what is wrong with a field} */
  public String fieldError(String code) {
    String key = "field.error." + code;
    return texts.plain(texts.has(key) ? key : "field.error.invalid", Map.of());
  }

  private Map<String, String> values(String... namesAndValues) {
    Map<String, String> values = new HashMap<>();
    values.put("requester", requester());
    for (int i = 0; i < namesAndValues.length; i += 2) {
      values.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return values;
  }
}

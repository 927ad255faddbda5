package io.keyfold.authconfig.pages;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.HttpHeaders;

/** The languages of the pages: one message file each, in {@code pages/texts} of the classpath. Thread-safe. */
final class Languages {

  private static final String FALLBACK = "en";

  private final Map<String, Texts> byTag;
  private final Texts fallback;

  private Languages(Map<String, Texts> byTag) {
    this.byTag = byTag;
    this.fallback = Objects.requireNonNull(byTag.get(FALLBACK), "pages/texts/en.properties is missing");
  }

  static Languages load() {
    Map<String, Texts> byTag = new TreeMap<>();
    try {
      for (Resource file : new PathMatchingResourcePatternResolver().getResources(
        "classpath*:pages/texts/*.properties"
      )) {
        String tag = Objects.requireNonNull(file.getFilename()).replace(".properties", "");
        byTag.put(tag, new Texts(tag, read(file)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the message files cannot be read", e);
    }
    return new Languages(byTag);
  }

  /** {@return the texts of all languages} */
  List<Texts> all() {
    return List.copyOf(byTag.values());
  }

  /** {@return the texts in the language that the browser prefers; English if it names none of ours} */
  Texts preferred(HttpHeaders headers) {
    String accepted = headers.getFirst(HttpHeaders.ACCEPT_LANGUAGE);
    if (accepted == null || accepted.isBlank()) {
      return fallback;
    }
    try {
      String tag = Locale.lookupTag(Locale.LanguageRange.parse(accepted), byTag.keySet());
      return tag == null ? fallback : byTag.getOrDefault(tag, fallback);
    } catch (IllegalArgumentException malformed) {
      return fallback;
    }
  }

  private static Map<String, String> read(Resource file) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = new InputStreamReader(file.getInputStream(), StandardCharsets.UTF_8)) {
      properties.load(reader);
    }
    Map<String, String> texts = new HashMap<>();
    properties.stringPropertyNames().forEach(key -> texts.put(key, properties.getProperty(key)));
    return texts;
  }
}

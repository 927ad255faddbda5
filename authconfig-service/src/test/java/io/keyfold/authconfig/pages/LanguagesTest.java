package io.keyfold.authconfig.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A language is complete: it has the keys and placeholders of the English one. */
class LanguagesTest {

  @Test
  void allLanguagesSayTheSame() {
    List<Texts> languages = Languages.load().all();
    Texts english = languages
      .stream()
      .filter(texts -> texts.tag().equals("en"))
      .findFirst()
      .orElseThrow();

    assertThat(languages).extracting(Texts::tag).contains("en", "de");
    for (Texts language : languages) {
      assertThat(language.texts().keySet()).as(language.tag()).isEqualTo(english.texts().keySet());
      for (String key : english.texts().keySet()) {
        assertThat(language.placeholders(key)).as("%s in %s", key, language.tag()).isEqualTo(english.placeholders(key));
      }
    }
  }

  @Test
  void everyOutcomeHasItsTexts() {
    for (Outcome outcome : Outcome.values()) {
      for (Texts language : Languages.load().all()) {
        assertThat(language.texts()).containsKeys(
          outcome.key() + ".title",
          outcome.key() + ".what",
          outcome.key() + ".todo"
        );
      }
    }
  }
}

package io.keyfold.standalone.openapi;

import java.util.Locale;

/** Small changes of texts. */
final class Texts {

  private Texts() {}

  /** {@return the text of a Javadoc tag as a sentence} */
  static String sentence(String text) {
    String upper = text.startsWith("`") ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    return upper.endsWith(".") ? upper : upper + ".";
  }

  /** {@return a name in upper camel case} */
  static String camel(String name) {
    StringBuilder camel = new StringBuilder();
    for (String word : name.split("[^A-Za-z0-9]+", -1)) {
      camel.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
    }
    return camel.toString();
  }
}

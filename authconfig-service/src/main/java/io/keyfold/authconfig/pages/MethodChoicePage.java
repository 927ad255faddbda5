package io.keyfold.authconfig.pages;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks which of a provider's auth methods to use. The form sends {@link PageForm#METHOD}, or the decision
 * {@code cancel}.
 *
 * @param form receives the choice
 * @param provider display name of the provider
 * @param methods at least one
 */
public record MethodChoicePage(PageForm form, String provider, List<Method> methods) implements Page {
  /** Copies the methods. */
  public MethodChoicePage {
    methods = List.copyOf(methods);
  }

  /**
   * One auth method.
   *
   * @param id its id
   * @param name name for people
   * @param description explains it; null if the catalogue does not
   */
  public record Method(String id, String name, @Nullable String description) {}
}

package io.keyfold.authconfig.pages;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a credential typed by hand, for settings, or for both. The form's decisions are {@code continue} and
 * {@code cancel}.
 *
 * @param form receives the fields, by their names
 * @param provider display name of the provider
 * @param method display name of the auth method; null if only settings are asked for
 * @param credential fields of the credential; empty if only settings are asked for
 * @param settings fields of the provider's config; empty if only a credential is asked for
 * @param usedAt host that receives the credential; null if unknown
 * @param problem why the last attempt failed, unless a field says so; null for a first attempt
 * @param reconnect whether an existing connection is renewed
 * @param chooseOther path of the page that offers other auth methods; null if there is only one
 */
public record FormPage(
  PageForm form,
  String provider,
  @Nullable String method,
  List<FormField> credential,
  List<FormField> settings,
  @Nullable String usedAt,
  @Nullable Problem problem,
  boolean reconnect,
  @Nullable String chooseOther
) implements Page {
  /** Why an attempt failed as a whole. */
  public enum Problem {
    /** The provider does not accept the credential. */
    REFUSED,
    /** The provider did not respond, so that the credential could not be checked. */
    UNREACHABLE,
  }

  /** Copies the fields. */
  public FormPage {
    credential = List.copyOf(credential);
    settings = List.copyOf(settings);
  }

  /** {@return the fields with an error, in order} */
  public List<FormField> wrong() {
    return Stream.concat(credential.stream(), settings.stream())
      .filter(field -> field.error() != null)
      .toList();
  }
}

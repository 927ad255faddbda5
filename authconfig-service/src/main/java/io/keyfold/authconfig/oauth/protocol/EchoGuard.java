package io.keyfold.authconfig.oauth.protocol;

import io.keyfold.platform.vault.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps secrets of a call out of the texts that the vendor answers with. A text with a whole secret is dropped. In
 * descriptions, words that look like a token are masked too, since a vendor may repeat a part or an encoded form.
 */
final class EchoGuard {

  /** Shorter secrets occur by chance. */
  private static final int MIN_LENGTH = 6;

  /** 16 characters or more, as tokens have. */
  private static final Pattern TOKEN_LIKE = Pattern.compile("[\\w.~+/=%:-]{16,}");

  /** What words of a language lack: a digit, or a capital letter that is not the first. */
  private static final Pattern MIXED = Pattern.compile("\\d|\\B[A-Z]");

  private final List<String> secrets;

  private EchoGuard(List<String> secrets) {
    this.secrets = secrets;
  }

  /** {@return a guard for the secrets; null ones are ignored} */
  static EchoGuard of(@Nullable Secret... secrets) {
    return new EchoGuard(
      Arrays.stream(secrets)
        .filter(Objects::nonNull)
        .map(EchoGuard::text)
        .filter(text -> text.length() >= MIN_LENGTH)
        .toList()
    );
  }

  /** {@return a guard for more secrets} */
  EchoGuard and(@Nullable Secret... more) {
    return new EchoGuard(Stream.concat(secrets.stream(), of(more).secrets.stream()).toList());
  }

  /** {@return the text, if it contains no secret} */
  Optional<String> clean(@Nullable String text) {
    return Optional.ofNullable(text).filter(some -> secrets.stream().noneMatch(some::contains));
  }

  /** {@return the description without words that look like tokens, if it contains no secret} */
  @Nullable
  String description(@Nullable String text) {
    return clean(text)
      .map(some -> TOKEN_LIKE.matcher(some).replaceAll(EchoGuard::masked))
      .orElse(null);
  }

  private static String masked(MatchResult word) {
    return MIXED.matcher(word.group()).find() ? "***" : Matcher.quoteReplacement(word.group());
  }

  private static String text(Secret secret) {
    return secret.use(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }
}

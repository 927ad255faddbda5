package io.keyfold.authconfig.pages;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A company's colour, and the colours that stay readable next to it (WCAG 2.2, contrast of at least 4.5).
 *
 * @param rgb the colour, 24 bits
 */
public record Accent(int rgb) {
  /** Keyfold's own colour. */
  public static final Accent DEFAULT = new Accent(0x0b6b58);

  private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{6}");
  private static final double READABLE = 4.5;
  private static final int BLACK = 0x000000;
  private static final int WHITE = 0xffffff;
  private static final int STEPS = 50;

  /** Rejects other than 24 bits. */
  public Accent {
    if (rgb < 0 || rgb > WHITE) {
      throw new IllegalArgumentException("a colour has 24 bits");
    }
  }

  /**
   * {@return the colour of six hexadecimal digits}
   *
   * @throws IllegalArgumentException for anything else
   */
  public static Accent ofHex(String digits) {
    if (!HEX.matcher(digits).matches()) {
      throw new IllegalArgumentException("a colour has six hexadecimal digits");
    }
    return new Accent(Integer.parseInt(digits, 16));
  }

  /** {@return the colour as six hexadecimal digits} */
  public String hex() {
    return String.format(Locale.ROOT, "%06x", rgb);
  }

  /** {@return black or white, whichever is easier to read on this colour; at least 4.5} */
  Accent textOn() {
    return contrast(rgb, WHITE) >= READABLE || contrast(rgb, WHITE) >= contrast(rgb, BLACK)
      ? new Accent(WHITE)
      : new Accent(BLACK);
  }

  /** {@return the colour nearest to this one that is readable on the background} */
  Accent readableOn(Accent background) {
    int end = background.luminance() > 0.18 ? BLACK : WHITE;
    for (int step = 0; step < STEPS; step++) {
      int mixed = mix(rgb, end, (double) step / STEPS);
      if (contrast(mixed, background.rgb) >= READABLE) {
        return new Accent(mixed);
      }
    }
    return new Accent(end);
  }

  /** {@return the contrast ratio to another colour, 1 to 21} */
  double contrast(Accent other) {
    return contrast(rgb, other.rgb);
  }

  private double luminance() {
    return luminance(rgb);
  }

  private static double contrast(int one, int other) {
    double a = luminance(one);
    double b = luminance(other);
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }

  private static double luminance(int rgb) {
    return 0.2126 * linear(rgb >> 16) + 0.7152 * linear((rgb >> 8) & 0xff) + 0.0722 * linear(rgb & 0xff);
  }

  private static double linear(int channel) {
    double value = channel / 255.0;
    return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
  }

  private static int mix(int from, int to, double share) {
    int mixed = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int a = (from >> shift) & 0xff;
      int b = (to >> shift) & 0xff;
      mixed |= (int) Math.round(a + (b - a) * share) << shift;
    }
    return mixed;
  }
}

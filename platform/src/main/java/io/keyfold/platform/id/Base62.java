package io.keyfold.platform.id;

import java.math.BigInteger;
import java.security.SecureRandom;

/** The base-62 codec of ids, cursors, keys and tokens: digits and letters in ASCII order. */
public final class Base62 {

  private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final int RADIX = DIGITS.length();
  private static final BigInteger BASE = BigInteger.valueOf(RADIX);
  private static final double BITS_PER_DIGIT = Math.log(RADIX) / Math.log(2);

  private Base62() {}

  /** {@return the bytes as an unsigned number, padded with zeros to the maximum length for that many bytes} */
  public static String encode(byte[] bytes) {
    String digits = encode(new BigInteger(1, bytes));
    int length = (int) Math.ceil((bytes.length * 8) / BITS_PER_DIGIT);
    return "0".repeat(length - digits.length()) + digits;
  }

  /** {@return a non-negative number without leading zeros; an empty text for zero} */
  public static String encode(BigInteger number) {
    StringBuilder text = new StringBuilder();
    for (BigInteger rest = number; rest.signum() > 0; rest = rest.divide(BASE)) {
      text.append(DIGITS.charAt(rest.mod(BASE).intValue()));
    }
    return text.reverse().toString();
  }

  /**
   * {@return the number that a base-62 text encodes}
   *
   * @throws IllegalArgumentException if the text contains anything but ASCII digits and letters
   */
  public static BigInteger decode(String text) {
    BigInteger number = BigInteger.ZERO;
    for (int i = 0; i < text.length(); i++) {
      int digit = DIGITS.indexOf(text.charAt(i));
      if (digit < 0) {
        throw new IllegalArgumentException("not in base 62");
      }
      number = number.multiply(BASE).add(BigInteger.valueOf(digit));
    }
    return number;
  }

  /** {@return random characters, each with 5.95 random bits} */
  public static String random(SecureRandom random, int count) {
    StringBuilder text = new StringBuilder(count);
    for (int i = 0; i < count; i++) {
      text.append(DIGITS.charAt(random.nextInt(RADIX)));
    }
    return text.toString();
  }

  /** {@return the lowest digits of an unsigned number, least significant first} */
  static String lowest(long number, int count) {
    StringBuilder text = new StringBuilder(count);
    long left = number;
    for (int i = 0; i < count; i++) {
      text.append(DIGITS.charAt((int) Long.remainderUnsigned(left, RADIX)));
      left = Long.divideUnsigned(left, RADIX);
    }
    return text.toString();
  }

  /** {@return one digit for each of the first bytes of a hash, with a small bias towards the first eight digits} */
  public static String ofHash(byte[] hash, int count) {
    StringBuilder text = new StringBuilder(count);
    for (int i = 0; i < count; i++) {
      text.append(DIGITS.charAt(Byte.toUnsignedInt(hash[i]) % RADIX));
    }
    return text.toString();
  }
}

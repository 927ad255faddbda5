package io.keyfold.platform.vault;

import java.math.BigInteger;

/** Encodes bytes as fixed-length base-62 text. */
final class Base62 {

  private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final BigInteger BASE = BigInteger.valueOf(62);

  private Base62() {}

  /** {@return the bytes as a base-62 number, padded with zeros to the maximum length for that many bytes} */
  static String encode(byte[] bytes) {
    int length = (int) Math.ceil((bytes.length * 8) / (Math.log(62) / Math.log(2)));
    StringBuilder text = new StringBuilder(length);
    BigInteger rest = new BigInteger(1, bytes);
    for (int i = 0; i < length; i++) {
      BigInteger[] split = rest.divideAndRemainder(BASE);
      text.append(DIGITS.charAt(split[1].intValue()));
      rest = split[0];
    }
    return text.reverse().toString();
  }
}

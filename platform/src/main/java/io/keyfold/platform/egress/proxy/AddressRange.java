package io.keyfold.platform.egress.proxy;

import io.netty.util.NetUtil;
import java.math.BigInteger;
import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A range of IP addresses (CIDR).
 *
 * @param first a number with the bits that its addresses begin with
 * @param length length of an address in bytes
 * @param prefix how many bits of it count
 */
record AddressRange(BigInteger first, int length, int prefix) {
  private static final Pattern TEXT = Pattern.compile("([0-9a-fA-F.:]+)(?:/(\\d{1,3}))?");

  /** {@return the range that a text like {@code 10.0.0.0/8} or a single address denotes; empty if it denotes none} */
  static Optional<AddressRange> parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    byte[] address = matcher.matches() ? NetUtil.createByteArrayFromIpAddressString(matcher.group(1)) : null;
    if (address == null) {
      return Optional.empty();
    }
    int bits = address.length * Byte.SIZE;
    int prefix = matcher.group(2) == null ? bits : Integer.parseInt(matcher.group(2));
    return prefix > bits
      ? Optional.empty()
      : Optional.of(new AddressRange(new BigInteger(1, address), address.length, prefix));
  }

  /** {@return whether the address is in the range} */
  boolean contains(InetAddress address) {
    byte[] bytes = address.getAddress();
    int ignored = length * Byte.SIZE - prefix;
    return bytes.length == length && new BigInteger(1, bytes).shiftRight(ignored).equals(first.shiftRight(ignored));
  }
}

package io.keyfold.platform.egress;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;

/**
 * Tells public internet addresses from loopback, private and special-purpose addresses. An IPv6 address that embeds an
 * IPv4 address (mapped, 6to4, NAT64) is judged by the IPv4 address.
 */
public final class PublicAddress {

  /** Azure's host agent (WireServer): in a public range, but serves the virtual machine's settings. */
  private static final byte[] AZURE_HOST = { (byte) 168, 63, (byte) 129, 16 };

  private PublicAddress() {}

  /** {@return whether the address is publicly routable} */
  public static boolean test(InetAddress address) {
    return switch (address) {
      case Inet4Address v4 -> publicV4(v4.getAddress());
      case Inet6Address v6 -> publicV6(v6.getAddress());
      default -> false;
    };
  }

  private static boolean publicV4(byte[] a) {
    int first = Byte.toUnsignedInt(a[0]);
    int second = Byte.toUnsignedInt(a[1]);
    int third = Byte.toUnsignedInt(a[2]);
    boolean shared = first == 100 && second >= 64 && second < 128;
    boolean linkLocal = first == 169 && second == 254;
    boolean privateUse =
      first == 10 || (first == 172 && second >= 16 && second < 32) || (first == 192 && second == 168);
    boolean special = first == 192 && second == 0 && (third == 0 || third == 2);
    boolean benchmark = first == 198 && (second == 18 || second == 19);
    boolean documentation =
      (first == 198 && second == 51 && third == 100) || (first == 203 && second == 0 && third == 113);
    boolean outer = first == 0 || first == 127 || first >= 224;
    return !(
      shared ||
      linkLocal ||
      privateUse ||
      special ||
      benchmark ||
      documentation ||
      outer ||
      Arrays.equals(a, AZURE_HOST)
    );
  }

  private static boolean publicV6(byte[] a) {
    if (carriesV4(a)) {
      return publicV4(Arrays.copyOfRange(a, 12, 16));
    }
    if (a[0] == 0x20 && a[1] == 0x02) {
      return publicV4(Arrays.copyOfRange(a, 2, 6));
    }
    boolean globalUnicast = (a[0] & 0xe0) == 0x20;
    boolean documentation = a[0] == 0x20 && a[1] == 0x01 && a[2] == 0x0d && a[3] == (byte) 0xb8;
    boolean teredoOrSpecial = a[0] == 0x20 && a[1] == 0x01 && a[2] == 0 && (a[3] & 0xfe) == 0;
    return globalUnicast && !documentation && !teredoOrSpecial;
  }

  /** IPv4-mapped and -compatible addresses (::ffff:0:0/96, ::/96) and the well-known NAT64 prefix (64:ff9b::/96). */
  private static boolean carriesV4(byte[] a) {
    boolean zeros = allZero(a, 0, 10) && ((a[10] == 0 && a[11] == 0) || (a[10] == (byte) 0xff && a[11] == (byte) 0xff));
    boolean nat64 = a[0] == 0 && a[1] == 0x64 && a[2] == (byte) 0xff && a[3] == (byte) 0x9b && allZero(a, 4, 12);
    return zeros || nat64;
  }

  private static boolean allZero(byte[] a, int from, int to) {
    for (int i = from; i < to; i++) {
      if (a[i] != 0) {
        return false;
      }
    }
    return true;
  }
}

package io.keyfold.platform.egress.proxy;

import io.keyfold.platform.start.InvalidSettingException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is called without the proxy.
 *
 * @param names host names, each with the names below it
 * @param ranges IP addresses
 */
record NoProxy(List<String> names, List<AddressRange> ranges) {
  private static final Pattern NAME = Pattern.compile("\\.?((?:[a-z0-9_-]{1,63}\\.)*[a-z_][a-z0-9_-]{0,62})");

  /** {@return the parsed entries} */
  static NoProxy parse(List<String> entries) {
    List<String> names = new ArrayList<>();
    List<AddressRange> ranges = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      String entry = entries.get(i).strip().toLowerCase(Locale.ROOT);
      Optional<AddressRange> range = AddressRange.parse(entry);
      var name = NAME.matcher(entry);
      if (range.isPresent()) {
        ranges.add(range.get());
      } else if (name.matches()) {
        names.add(name.group(1));
      } else {
        throw new InvalidSettingException(
          ProxyProperties.PREFIX + "no-proxy[" + i + "]",
          entries.get(i),
          "must be a host name like example.com, an IP address, or a range like 10.0.0.0/8"
        );
      }
    }
    return new NoProxy(List.copyOf(names), List.copyOf(ranges));
  }

  /** {@return whether the target is called directly} */
  boolean covers(InetSocketAddress target) {
    String written = target.getHostString().toLowerCase(Locale.ROOT);
    String host = written.endsWith(".") ? written.substring(0, written.length() - 1) : written;
    return (
      names.stream().anyMatch(name -> host.equals(name) || host.endsWith("." + name)) ||
      (!target.isUnresolved() && ranges.stream().anyMatch(range -> range.contains(target.getAddress())))
    );
  }
}

package io.keyfold.standalone.boot;

import io.keyfold.standalone.http.Service;
import java.util.Map;

/** Which class is which service, and what differs from its configuration file in one process. */
final class Applications {

  private Applications() {}

  static Map<Service, Class<?>> classes() {
    return Map.of();
  }

  static Map<Service, Map<String, String>> overrides(Addresses addresses, DataFolder data) {
    return Map.of();
  }
}

package io.keyfold.session.mcp;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationListener;

/**
 * URL at which other instances reach this one: the configured one, or this machine's address and the server's port. The
 * address is looked up once, since that may block.
 */
final class InstanceAddress implements Supplier<String>, ApplicationListener<WebServerInitializedEvent> {

  private final @Nullable String configured;
  private volatile String url;

  InstanceAddress(@Nullable String configured) {
    this.configured = configured;
    this.url = configured == null ? url(0) : configured;
  }

  @Override
  public void onApplicationEvent(WebServerInitializedEvent event) {
    if (configured == null && event.getApplicationContext().getServerNamespace() == null) {
      url = url(event.getWebServer().getPort());
    }
  }

  @Override
  public String get() {
    return url;
  }

  private static String url(int port) {
    return "http://" + host() + ":" + port;
  }

  private static String host() {
    try {
      String address = InetAddress.getLocalHost().getHostAddress();
      return address.contains(":") ? "[" + address + "]" : address;
    } catch (UnknownHostException e) {
      return "127.0.0.1";
    }
  }
}

package io.keyfold.platform.egress.proxy;

/** Password for the proxy; {@code toString} is redacted. */
public final class ProxyPassword {

  private final String text;

  private ProxyPassword(String text) {
    this.text = text;
  }

  /** {@return the password with this text, which Spring converts settings with} */
  public static ProxyPassword valueOf(String text) {
    return new ProxyPassword(text);
  }

  String text() {
    return text;
  }

  @Override
  public String toString() {
    return "***";
  }
}

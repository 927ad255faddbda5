package io.keyfold.authconfig.pages;

import java.net.URI;

/**
 * Sends the browser to another origin without a script, after a form was submitted. A redirect would not do: browsers
 * apply {@code form-action} to the redirects that follow a form, and the policy allows this origin only. Browsers that
 * do not follow the page by themselves show a link.
 *
 * @param target where the browser goes; http or https
 * @param reason what the page says
 */
public record ForwardPage(URI target, Reason reason) implements Page {
  /** Why the browser leaves. */
  public enum Reason {
    /** To the vendor's consent page. */
    VENDOR,
    /** To the customer's own server, which says who the user is. */
    VERIFY,
    /** Back to the customer's application. */
    RETURN,
  }

  /** Rejects targets that are no web pages, such as {@code javascript:}. */
  public ForwardPage {
    String scheme = String.valueOf(target.getScheme());
    if (!(scheme.equals("https") || scheme.equals("http")) || target.getHost() == null) {
      throw new IllegalArgumentException("the browser can be forwarded to http and https only");
    }
  }
}

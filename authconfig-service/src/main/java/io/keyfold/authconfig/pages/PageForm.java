package io.keyfold.authconfig.pages;

/**
 * The POST form of a page. Its content type is {@code application/x-www-form-urlencoded}.
 *
 * @param action path that receives the form, on the page's own origin
 * @param csrfToken value of the hidden field {@link #CSRF}
 */
public record PageForm(String action, String csrfToken) {
  /** Name of the field with the CSRF token. */
  public static final String CSRF = "csrf";

  /** Name of the field that says which button was pressed: one of the following values. */
  public static final String DECISION = "decision";

  /** The user agrees to continue: to the vendor, or with what the form contains. */
  public static final String CONTINUE = "continue";

  /** The user cancels. */
  public static final String CANCEL = "cancel";

  /** The user confirms that the connection is their own. */
  public static final String CONFIRM = "confirm";

  /** The user did not start this connection. */
  public static final String REJECT = "reject";

  /** Name of the field with the id of the chosen auth method, on {@link MethodChoicePage}. */
  public static final String METHOD = "auth_method_id";

  /** Rejects a form that another origin would receive. */
  public PageForm {
    if (!action.startsWith("/") || action.startsWith("//")) {
      throw new IllegalArgumentException("a form's action must be a path of this origin");
    }
  }
}

/**
 * What happens in the browser: link, consent at the vendor, callback, exchange of the code, binding to the user. The
 * browser holds sealed cookies; everything that must happen once is decided on the log.
 */
@NullMarked
package io.keyfold.authconfig.setup.flow;

import org.jspecify.annotations.NullMarked;

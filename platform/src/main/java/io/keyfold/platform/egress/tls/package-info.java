/** Certificates of calls: private certificate authorities and client certificates. */
@NullMarked
package io.keyfold.platform.egress.tls;

import org.jspecify.annotations.NullMarked;

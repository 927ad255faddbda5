@NullMarked
package io.keyfold.authconfig.branding;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.keyfold.authconfig.registration;

import org.jspecify.annotations.NullMarked;

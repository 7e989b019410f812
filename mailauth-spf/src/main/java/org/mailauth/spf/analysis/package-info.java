/**
 * For the owner of a domain: {@link org.mailauth.spf.analysis.SpfAnalyzer} tells what a policy costs its receivers, which
 * addresses it lets pass, what is wrong with it, and how it reads without includes.
 */
@NullMarked
package org.mailauth.spf.analysis;

import org.jspecify.annotations.NullMarked;

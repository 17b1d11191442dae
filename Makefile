# For habit: the work is done by the scripts, which need no make.
.PHONY: demo test

demo test:
	./scripts/$@

# For habit: the work is done by the scripts, which need no make.
.PHONY: demo test bench

demo test:
	./scripts/$@

bench:
	./bench/run.py
